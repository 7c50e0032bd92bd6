package io.gatehouse.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the configuration for data planes from the tables and the change log. */
final class DatabaseConfigurationStore implements ConfigurationStore {

    private static final int CHUNK = 5_000;
    private static final String ALIVE = " AND (expires_at IS NULL OR expires_at > now())";

    private final Transactions transactions;
    private final EntityValidator validator;
    private final List<TableMapping> tables;

    DatabaseConfigurationStore(Transactions transactions, EntityCatalog catalog, EntityValidator validator) {
        this.transactions = transactions;
        this.validator = validator;
        this.tables = new TableMappings(catalog)
                .all().stream().filter(table -> table.type().exported()).toList();
    }

    @Override
    public StoredConfiguration readAll() {
        return transactions.snapshot(entities -> {
            Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
            rows.put(ClusterRows.WORKSPACES, ClusterRows.workspaces(entities));
            rows.put(ClusterRows.PARAMETERS, ClusterRows.parameters(entities));
            for (TableMapping table : tables) {
                List<ObjectNode> all = readTable(entities, table);
                if (!all.isEmpty()) {
                    rows.put(table.type().name(), all);
                }
            }
            return new StoredConfiguration(revision(entities), rows);
        });
    }

    @Override
    public Optional<StoredChanges> readChanges(long sinceRevision) {
        return transactions.snapshot(entities -> {
            long revision = revision(entities);
            if (sinceRevision > revision || (sinceRevision < revision && oldest(entities) > sinceRevision + 1)) {
                return Optional.empty();
            }
            return Optional.of(changes(entities, sinceRevision, revision));
        });
    }

    @Override
    public long revision() {
        return transactions.read(DatabaseConfigurationStore::revision);
    }

    private StoredChanges changes(EntityManager entities, long since, long revision) {
        Map<String, List<UUID>> touched = new LinkedHashMap<>();
        new SqlStatement("SELECT DISTINCT entity, entity_id FROM config_change WHERE revision > ")
                .value(since, "bigint")
                .tuples(entities)
                .forEach(change -> touched.computeIfAbsent((String) change[0], type -> new ArrayList<>())
                        .add((UUID) change[1]));
        Map<String, List<ObjectNode>> upserts = new LinkedHashMap<>();
        Map<String, List<UUID>> deletes = new LinkedHashMap<>();
        if (touched.containsKey(ClusterRows.WORKSPACES)) {
            upserts.put(ClusterRows.WORKSPACES, ClusterRows.workspaces(entities));
        }
        for (TableMapping table : tables) {
            String type = table.type().name();
            List<UUID> ids = touched.getOrDefault(type, List.of());
            Set<UUID> gone = new LinkedHashSet<>(ids);
            List<ObjectNode> present = new ArrayList<>();
            for (int from = 0; from < ids.size(); from += CHUNK) {
                List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
                for (Row row : readRows(entities, table, chunk)) {
                    present.add(export(table, row));
                    gone.remove(row.id());
                }
                // as in a complete read, managed rows would only fill the memory
                entities.clear();
            }
            upserts.put(type, present);
            deletes.put(type, List.copyOf(gone));
        }
        return new StoredChanges(revision, upserts, deletes);
    }

    private List<ObjectNode> readTable(EntityManager entities, TableMapping table) {
        List<ObjectNode> documents = new ArrayList<>();
        UUID last = new UUID(0, 0);
        List<? extends Row> chunk;
        do {
            chunk = new SqlStatement("SELECT * FROM " + table.table() + " WHERE id > ")
                    .value(last, "uuid")
                    .add(table.expires() ? ALIVE : "")
                    .add(" ORDER BY id LIMIT ")
                    .value(CHUNK, "integer")
                    .rows(entities, table.rowClass());
            for (Row row : chunk) {
                documents.add(export(table, row));
                last = row.id();
            }
            // the documents are what is wanted; managed rows would only fill the memory
            entities.clear();
        } while (chunk.size() == CHUNK);
        return documents;
    }

    private ObjectNode export(TableMapping table, Row row) {
        ObjectNode document = table.toExport(row);
        validator.addFormerNames(table.type(), document);
        return document;
    }

    private static List<? extends Row> readRows(EntityManager entities, TableMapping table, List<UUID> ids) {
        return new SqlStatement("SELECT * FROM " + table.table() + " WHERE id = ANY (")
                .value(ArrayLiteral.of(ids), "uuid[]")
                .add(")" + (table.expires() ? ALIVE : ""))
                .rows(entities, table.rowClass());
    }

    private static long revision(EntityManager entities) {
        return (Long) new SqlStatement("SELECT value FROM config_revision")
                .values(entities)
                .get(0);
    }

    /** The oldest revision that the change log has, or the largest number when it is empty. */
    private static long oldest(EntityManager entities) {
        Object oldest = new SqlStatement("SELECT min(revision) FROM config_change")
                .values(entities)
                .get(0);
        return oldest == null ? Long.MAX_VALUE : (Long) oldest;
    }
}
