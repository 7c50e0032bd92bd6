package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;

/** Whole numbers as a JSON parser would make them, so that documents equal their parsed copies. */
public final class WholeNumbers {
    private WholeNumbers() {}

    /** The node for {@code number}: an int where it fits. */
    public static NumericNode node(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }
}
