package io.gatehouse.cluster.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a database connection of its own for the notification that every configuration change sends at commit, whichever
 * control plane made it. Rings once more after every (re)connect, because what was sent in between is lost.
 */
public final class ChangeAlarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeAlarm.class);

    /** Named in the migration that creates the change log. */
    private static final String CHANNEL = "gatehouse_config";

    private static final int LISTEN_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 1_000;

    private final Connections connections;
    private final Runnable ring;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Connection connection;

    /** Opens a connection that nobody else uses; it is closed by its user. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** @param ring called from the listening thread; must return at once */
    public ChangeAlarm(Connections connections, Runnable ring, ThreadFactory threads) {
        this.connections = connections;
        this.ring = ring;
        this.thread = threads.newThread(this::run);
    }

    public void start() {
        thread.setName("gatehouse-change-alarm");
        thread.start();
    }

    private void run() {
        boolean outage = false;
        while (!stopped) {
            try (Connection listening = connections.open()) {
                connection = listening;
                listening.setAutoCommit(true);
                PGConnection notifications = listening.unwrap(PGConnection.class);
                execute(listening, "LISTEN " + CHANNEL);
                LOG.info("listening for configuration changes of all control planes on this database");
                outage = false;
                ring.run();
                listen(listening, notifications);
            } catch (SQLException broken) {
                if (!outage && !stopped) {
                    outage = true;
                    LOG.warn("change notifications are interrupted, polling goes on: {}", broken.getMessage());
                }
                pause();
            }
        }
    }

    private void listen(Connection listening, PGConnection notifications) throws SQLException {
        while (!stopped) {
            PGNotification[] received = notifications.getNotifications(LISTEN_MILLIS);
            if (received != null && received.length > 0) {
                ring.run();
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
