package io.gatehouse.cluster.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first bean to start: what needs the database says {@code @DependsOn("Database")} and finds it reachable. The embedded
 * PostgreSQL starts at the same time as the server, and a database host may come up after its control plane, so it is
 * waited for. Safe for use by several threads.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int VALIDATION_SECONDS = 5;

    @Resource(lookup = "jdbc/gatehouse")
    private DataSource dataSource;

    @PostConstruct
    void awaitReachable() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean reported = false;
        while (true) {
            try (Connection connection = dataSource.getConnection()) {
                LOG.info(
                        "Database {} {} reachable at {}",
                        connection.getMetaData().getDatabaseProductName(),
                        connection.getMetaData().getDatabaseProductVersion(),
                        connection.getMetaData().getURL());
                return;
            } catch (SQLException e) {
                if (!isTemporary(e) || System.nanoTime() > deadline) {
                    throw new DatabaseUnreachableException(
                            "The database cannot be used: " + e.getMessage() + ". Check "
                                    + (isMistrust(e)
                                            ? "lua_ssl_trusted_certificate, pg_ssl_verify and the database's certificate"
                                            : "pg_host, pg_port, pg_database, pg_user and pg_password"),
                            e);
                }
                if (!reported) {
                    LOG.info("Waiting for the database: {}", e.getMessage());
                    reported = true;
                }
            }
            pause();
        }
    }

    /** Tells whether the database answers now. Takes a few seconds when its host is silent. */
    public boolean isReachable() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            LOG.debug("The database cannot be reached", e);
            return false;
        }
    }

    // class 08: no connection; 57P03: the server is starting up. Anything else, such as a wrong password, stays wrong.
    private static boolean isTemporary(SQLException failure) {
        if (isMistrust(failure)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || sql.getSQLState().equals("57P03");
            }
        }
        return true;
    }

    /** Whether nobody that is trusted vouches for the database's certificate. */
    private static boolean isMistrust(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnreachableException("Interrupted while waiting for the database", e);
        }
    }
}
