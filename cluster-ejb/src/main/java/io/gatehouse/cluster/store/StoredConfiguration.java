package io.gatehouse.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All exported rows at one revision.
 *
 * <p>Rows have the form of Admin API documents (foreign keys as {@code {"id": …}}, every field of the schema present) but
 * for one field: {@code ttl} of entities that expire is the moment of expiry in seconds since the epoch, because a stored
 * row must not change its meaning with time. Disabled entities are included.
 *
 * @param revision the number of the last change that the rows contain
 * @param rows entity type name ({@code services}, {@code workspaces}, {@code parameters}…) to its rows, ascending by id;
 *     in the order in which references resolve; types without rows are absent
 */
public record StoredConfiguration(long revision, Map<String, List<ObjectNode>> rows) {

    public StoredConfiguration {
        Map<String, List<ObjectNode>> copy = new LinkedHashMap<>();
        rows.forEach((type, list) -> copy.put(type, List.copyOf(list)));
        rows = Collections.unmodifiableMap(copy);
    }

    /** The rows of one type, or an empty list. */
    public List<ObjectNode> rows(String type) {
        return rows.getOrDefault(type, List.of());
    }
}
