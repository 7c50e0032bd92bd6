package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Computes what is stored from what a client wrote: the hash of a password. Thread-safe. */
@FunctionalInterface
public interface Transformation {

    /**
     * The fields that take the place of those written; empty when they stay.
     *
     * @param values the values of the fields that the schema file lists, first those of {@code input}, then those of
     *     {@code needs}; each of the right type and not empty
     */
    ObjectNode apply(List<JsonNode> values);
}
