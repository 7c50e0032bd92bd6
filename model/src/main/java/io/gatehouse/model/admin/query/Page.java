package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Part of a collection.
 *
 * @param data the entities
 * @param offset where the next page begins, empty when this was the last
 */
public record Page(List<ObjectNode> data, Optional<String> offset) {

    public Page {
        data = List.copyOf(data);
    }
}
