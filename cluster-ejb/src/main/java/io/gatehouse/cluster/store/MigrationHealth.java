package io.gatehouse.cluster.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the schema is at this program's version: a newer control plane may have migrated it since the start. */
@Readiness
@ApplicationScoped
public class MigrationHealth implements HealthCheck {

    @Resource(lookup = "jdbc/gatehouse")
    private DataSource database;

    @Override
    public HealthCheckResponse call() {
        int expected = MigrationScripts.newestVersion();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT max(CAST(version AS integer)) FROM schema_migration WHERE success AND version IS NOT NULL")) {
            rows.next();
            int version = rows.getInt(1);
            return HealthCheckResponse.named("migrations")
                    .status(version == expected)
                    .withData("version", version)
                    .withData("expected", expected)
                    .build();
        } catch (SQLException e) {
            return HealthCheckResponse.named("migrations")
                    .down()
                    .withData("expected", expected)
                    .build();
        }
    }
}
