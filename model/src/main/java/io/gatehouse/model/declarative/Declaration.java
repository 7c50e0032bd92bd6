package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A declarative document that was read: the table it means, and what its rows were written as. The next document of the same
 * author mostly says the same, and rows that are written as before need not be checked again and keep their objects, times
 * included. Immutable.
 */
public final class Declaration {
    /** Of no document. */
    public static final Declaration NONE = new Declaration(ConfigTable.empty(), Map.of());

    private final ConfigTable table;
    private final Map<String, Map<String, Written>> rows;

    /** What a row was written as, and what it was completed to. */
    private record Written(RowDigest digest, ObjectNode row) {}

    private Declaration(ConfigTable table, Map<String, Map<String, Written>> rows) {
        this.table = table;
        this.rows = rows;
    }

    /** The rows, complete. */
    public ConfigTable table() {
        return table;
    }

    /** The complete row of an entry that is written as it was. */
    Optional<ObjectNode> find(Entry entry, RowDigest digest) {
        Written written = rows.getOrDefault(entry.type().name(), Map.of()).get(entry.key());
        return written != null && written.digest().equals(digest) ? Optional.of(written.row()) : Optional.empty();
    }

    /** The row of a type with a primary key. */
    Optional<ObjectNode> find(String type, String key) {
        return table.find(type, key);
    }

    /** Collects what the next document can be compared with. For one thread. */
    static final class Collector {
        private final Map<String, Map<String, Written>> rows = new HashMap<>();

        /** Remembers a complete row, unless its meaning depends on when it was read. */
        void add(Entry complete, RowDigest digest) {
            if (!complete.row().hasNonNull("ttl")) {
                rows.computeIfAbsent(complete.type().name(), type -> new HashMap<>())
                        .put(complete.key(), new Written(digest, complete.row()));
            }
        }

        Declaration declaration(ConfigTable table) {
            return new Declaration(table, rows);
        }
    }
}
