package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What leads from one table to another.
 *
 * @param list at most one for each row
 */
record TableChanges(List<Change> list) {
    /** Above this part of the rows, writing all of them in one go is cheaper. */
    private static final int FEW = 4;

    /** Rows are told apart by identity: tables that follow each other share those that did not change. */
    static TableChanges between(ConfigTable before, ConfigTable after) {
        List<Change> changes = new ArrayList<>();
        Set<String> types = new LinkedHashSet<>(after.types());
        types.addAll(before.types());
        for (String type : types) {
            Map<String, ObjectNode> gone = new HashMap<>();
            before.rows(type).forEach(row -> gone.put(Change.keyOf(row), row));
            for (ObjectNode row : after.rows(type)) {
                if (gone.remove(Change.keyOf(row)) != row) {
                    changes.add(Change.upsert(type, row));
                }
            }
            gone.keySet().forEach(key -> changes.add(Change.delete(type, key)));
        }
        return new TableChanges(changes);
    }

    boolean fewAmong(ConfigTable table) {
        return list.size() < table.size() / FEW;
    }
}
