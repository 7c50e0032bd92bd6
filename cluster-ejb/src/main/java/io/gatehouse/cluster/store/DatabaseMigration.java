package io.gatehouse.cluster.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;

/**
 * Migrates the database when the application starts; the application does not start when that fails. Every singleton that
 * uses the database depends on this one.
 */
@Singleton
@Startup
@DependsOn("Database")
@TransactionManagement(TransactionManagementType.BEAN)
public class DatabaseMigration {

    @Resource(lookup = "jdbc/gatehouse")
    private DataSource database;

    @PostConstruct
    void migrate() {
        SchemaMigration.run(database);
    }
}
