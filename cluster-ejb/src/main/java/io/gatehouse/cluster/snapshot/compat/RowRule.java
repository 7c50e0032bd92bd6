package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Gives a row the form that data planes before a certain version know. */
@FunctionalInterface
interface RowRule {
    /**
     * @param row changed in place
     * @param warnings takes a line for the log for what the data plane will not do
     * @return whether the row is different now
     */
    boolean apply(ObjectNode row, Consumer<String> warnings);
}
