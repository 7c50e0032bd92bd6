package io.gatehouse.acceptance.node;

import io.gatehouse.liberty.postgresql.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty database on a PostgreSQL server that all tests of this JVM share; it ends with the JVM.
 *
 * @param port on 127.0.0.1
 * @param name of the database
 */
public record TestDatabase(int port, String name, String user, String password) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Creates a database of its own for the caller. */
    public static TestDatabase create() {
        EmbeddedPostgres server = Server.INSTANCE;
        TestDatabase database =
                new TestDatabase(server.port(), "test" + NUMBER.incrementAndGet(), server.user(), server.password());
        try (Connection connection = database.connect(server.database());
                Statement statement = connection.createStatement()) {
            // the server keeps its data between runs, which saves making it anew
            statement.execute("DROP DATABASE IF EXISTS " + database.name);
            statement.execute("CREATE DATABASE " + database.name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + database.name, e);
        }
        return database;
    }

    /** Opens a connection to this database; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(name);
    }

    private Connection connect(String databaseName) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + databaseName, user, password);
    }

    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createDirectories(Installation.workFolder()).resolve("postgresql");
                EmbeddedPostgres server = EmbeddedPostgres.start(
                        Installation.postgresPrograms(), folder, folder.resolveSibling("postgresql.log"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                server.ready().join();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
