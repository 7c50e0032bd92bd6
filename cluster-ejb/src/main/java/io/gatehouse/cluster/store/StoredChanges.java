package io.gatehouse.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The difference between two revisions, as the present state of every row that was touched in between.
 *
 * @param revision the revision that the changes lead to
 * @param upserts entity type name to the rows that exist now, in the form that {@link StoredConfiguration} describes
 * @param deletes entity type name to the ids of rows that do not exist any more
 */
public record StoredChanges(long revision, Map<String, List<ObjectNode>> upserts, Map<String, List<UUID>> deletes) {

    public StoredChanges {
        upserts = copy(upserts);
        deletes = copy(deletes);
    }

    /** True when nothing that data planes receive is different. */
    public boolean isEmpty() {
        return upserts.isEmpty() && deletes.isEmpty();
    }

    private static <T> Map<String, List<T>> copy(Map<String, List<T>> lists) {
        Map<String, List<T>> copy = new LinkedHashMap<>();
        lists.forEach((type, list) -> {
            if (!list.isEmpty()) {
                copy.put(type, List.copyOf(list));
            }
        });
        return Collections.unmodifiableMap(copy);
    }
}
