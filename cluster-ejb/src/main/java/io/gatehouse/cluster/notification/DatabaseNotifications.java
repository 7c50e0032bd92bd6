package io.gatehouse.cluster.notification;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a database connection of its own for what control planes of the same database notify each other of. Rings once
 * more after every (re)connect, because what was sent in between is lost.
 */
public final class DatabaseNotifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseNotifications.class);

    /** Every configuration change, at its commit; named in the migration that creates the change log. */
    public static final String CONFIGURATION = "gatehouse_config";

    /** Every command to all control planes. */
    public static final String EVENT = "gatehouse_event";

    private static final int LISTEN_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 1_000;

    private final Connections connections;
    private final Map<String, Runnable> rings;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Connection connection;

    /** Opens a connection that nobody else uses; it is closed by its user. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** @param rings by channel; called from the listening thread, and must return at once */
    public DatabaseNotifications(Connections connections, Map<String, Runnable> rings, ThreadFactory threads) {
        this.connections = connections;
        this.rings = Map.copyOf(rings);
        this.thread = threads.newThread(this::run);
    }

    public void start() {
        thread.setName("gatehouse-notifications");
        thread.start();
    }

    private void run() {
        boolean outage = false;
        while (!stopped) {
            try (Connection listening = connections.open()) {
                connection = listening;
                listening.setAutoCommit(true);
                PGConnection notifications = listening.unwrap(PGConnection.class);
                for (String channel : rings.keySet()) {
                    execute(listening, "LISTEN " + channel);
                }
                LOG.info("listening for changes and commands of all control planes on this database");
                outage = false;
                rings.values().forEach(Runnable::run);
                listen(listening, notifications);
            } catch (SQLException broken) {
                if (!outage && !stopped) {
                    outage = true;
                    LOG.warn("notifications of the database are interrupted, polling goes on: {}", broken.getMessage());
                }
                pause();
            }
        }
    }

    private void listen(Connection listening, PGConnection notifications) throws SQLException {
        while (!stopped) {
            PGNotification[] received = notifications.getNotifications(LISTEN_MILLIS);
            if (received != null && received.length > 0) {
                Arrays.stream(received)
                        .map(PGNotification::getName)
                        .distinct()
                        .forEach(channel -> rings.get(channel).run());
            } else {
                // silence may be a dead connection; asking is the only way to know
                execute(listening, "SELECT 1");
            }
        }
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(stopped ? 0 : RETRY_MILLIS);
        } catch (InterruptedException stop) {
            stopped = true;
        }
    }

    /** Stops listening and closes the connection. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                LOG.debug("closing the listening connection: {}", alreadyGone.getMessage());
            }
        }
    }
}
