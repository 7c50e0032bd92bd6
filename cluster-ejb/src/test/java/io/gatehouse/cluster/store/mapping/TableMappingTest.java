package io.gatehouse.cluster.store.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.cluster.store.table.ExpiringRow;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableMappingTest {

    /** Types whose rows no request writes, and one that is only a view of the others. */
    private static final Set<String> WITHOUT_MAPPING =
            Set.of("workspaces", "parameters", "tags", "filter_chains", "ratelimiting_metrics");

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions(), RouterFlavor.EXPRESSIONS);
    private final TableMappings tables = new TableMappings(catalog);
    private DataSource database;

    @BeforeAll
    void migrate() {
        database = TestDatabase.migrated();
    }

    Stream<EntityType> types() {
        return catalog.types().stream().filter(type -> !WITHOUT_MAPPING.contains(type.name()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyFieldHasAColumnAndEveryColumnAField(EntityType type) {
        TableMapping table = tables.of(type.name());

        Set<String> wanted = type.schema().fields().entrySet().stream()
                .filter(field -> !field.getValue().isTransient())
                .map(field -> field.getValue().reference().isPresent() ? field.getKey() + "_id" : field.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
        if (type.hasTtl()) {
            wanted.add(ExpiringRow.COLUMN);
        }

        assertEquals(
                wanted, new TreeSet<>(TableMapping.attributes(table.rowClass()).keySet()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void rowClassesHaveTheColumnsOfTheDatabase(EntityType type) throws SQLException {
        TableMapping table = tables.of(type.name());

        Set<String> columns = new TreeSet<>();
        try (Connection connection = database.getConnection();
                ResultSet result = connection.getMetaData().getColumns(null, "public", table.table(), null)) {
            while (result.next()) {
                columns.add(result.getString("COLUMN_NAME"));
            }
        }

        assertEquals(
                columns, new TreeSet<>(TableMapping.attributes(table.rowClass()).keySet()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void uniqueKeysAndReferencesAreConstraintsNamedAfterTheirFields(EntityType type) throws SQLException {
        String table = tables.of(type.name()).table();
        Set<String> constraints = new TreeSet<>();
        try (Connection connection = database.getConnection();
                ResultSet result = connection
                        .createStatement()
                        .executeQuery("SELECT conname FROM pg_constraint WHERE contype IN ('u', 'f') AND conrelid = '"
                                + table + "'::regclass")) {
            while (result.next()) {
                constraints.add(result.getString(1));
            }
        }

        Set<String> wanted = new TreeSet<>();
        type.uniqueKeys().forEach(key -> wanted.add(table + "__" + String.join("__", new TreeSet<>(key))));
        type.foreignKeys().forEach(key -> wanted.add(table + "__" + key.field() + "__fk"));

        assertEquals(wanted, constraints);
    }

    @ParameterizedTest
    @MethodSource("types")
    void exportedTypesRecordTheirChanges(EntityType type) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet result = connection
                        .createStatement()
                        .executeQuery("SELECT 1 FROM pg_trigger WHERE tgname = 'record_change' AND tgrelid = '"
                                + tables.of(type.name()).table() + "'::regclass")) {
            assertEquals(type.exported(), result.next(), type + " has a trigger");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void cascadesAsTheSchemaSays(EntityType type) throws SQLException {
        for (ForeignKey key : type.foreignKeys()) {
            String constraint = tables.of(type.name()).table() + "__" + key.field() + "__fk";
            try (Connection connection = database.getConnection();
                    ResultSet result = connection
                            .createStatement()
                            .executeQuery(
                                    "SELECT confdeltype FROM pg_constraint WHERE conname = '" + constraint + "'")) {
                assertTrue(result.next(), constraint);
                // the schema protects certificates with names, but the Admin API deletes the names along
                boolean cascades = key.onDelete() == ForeignKey.OnDelete.CASCADE
                        || type.name().equals("snis");
                assertEquals(cascades ? "c" : "r", result.getString(1), constraint);
            }
        }
    }
}
