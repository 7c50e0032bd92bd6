package io.gatehouse.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the schema that this program works with. Control planes that start together take turns. */
public final class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
    private static final int OLDEST_SERVER = 15;
    private static final MigrationVersion EXPECTED =
            MigrationVersion.fromVersion(String.valueOf(MigrationScripts.newestVersion()));

    private SchemaMigration() {}

    /**
     * Applies the missing migrations.
     *
     * @throws StoreException when the server is older than PostgreSQL 15, the schema is newer than this program, a script
     *     fails, or the database cannot be reached
     */
    public static void run(DataSource database) {
        checkServer(database);
        try (MigrationScripts scripts = MigrationScripts.copyOut()) {
            Flyway flyway = Flyway.configure(SchemaMigration.class.getClassLoader())
                    .dataSource(database)
                    .locations("filesystem:" + scripts.folder())
                    .table("schema_migration")
                    .failOnMissingLocations(true)
                    .load();
            refuseNewerSchema(flyway);
            int applied = flyway.migrate().migrationsExecuted;
            MigrationInfo current = flyway.info().current();
            if (current == null || !current.getVersion().equals(EXPECTED)) {
                throw new StoreException("The database schema is at version "
                        + (current == null ? "0" : current.getVersion()) + " after migration instead of " + EXPECTED);
            }
            LOG.info("The database schema is at version {} ({} migrations applied now)", EXPECTED, applied);
        } catch (FlywayException e) {
            throw new StoreException("The database schema cannot be brought to version " + EXPECTED, e);
        }
    }

    private static void refuseNewerSchema(Flyway flyway) {
        Arrays.stream(flyway.info().applied())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null && version.compareTo(EXPECTED) > 0)
                .max(MigrationVersion::compareTo)
                .ifPresent(newer -> {
                    throw new StoreException("The database schema is at version " + newer
                            + ", but this program knows only versions up to " + EXPECTED
                            + ": start a Gatehouse that is at least as new as the one that migrated it");
                });
    }

    private static void checkServer(DataSource database) {
        try (Connection connection = database.getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_SERVER) {
                throw new StoreException("The database server is PostgreSQL " + major + "; at least PostgreSQL "
                        + OLDEST_SERVER + " is needed");
            }
        } catch (SQLException e) {
            throw new StoreException("The database cannot be reached: " + e.getMessage(), e);
        }
    }
}
