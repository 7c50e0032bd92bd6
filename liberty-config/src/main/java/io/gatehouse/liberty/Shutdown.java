package io.gatehouse.liberty;

import io.gatehouse.liberty.postgresql.EmbeddedPostgres;
import io.gatehouse.liberty.postgresql.EmbeddedPostgresException;
import io.gatehouse.liberty.server.LibertyException;
import io.gatehouse.liberty.server.LibertyServer;
import io.gatehouse.model.control.ControlListener;
import java.io.IOException;
import java.util.Optional;

/** Ends everything in the order that loses nothing: the server and its requests, then the database, then the lock. */
final class Shutdown extends Thread {
    private final Prefix prefix;
    private final Optional<EmbeddedPostgres> postgres;
    private volatile LibertyServer server;
    private volatile ControlListener control;

    Shutdown(Prefix prefix, Optional<EmbeddedPostgres> postgres) {
        super("shutdown");
        this.prefix = prefix;
        this.postgres = postgres;
    }

    /** Names the server to stop, once there is one. */
    void stopsFirst(LibertyServer started) {
        server = started;
    }

    /** Names the socket to close before anything else, once there is one: it must be gone when the lock is. */
    void closesFirst(ControlListener opened) {
        control = opened;
    }

    @Override
    public void run() {
        try {
            if (control != null) {
                control.close();
            }
        } catch (IOException e) {
            System.err.println("[warn] the control socket was not removed: " + e);
        }
        try {
            if (server != null) {
                server.stop();
            }
        } catch (LibertyException e) {
            System.err.println("[warn] " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            postgres.ifPresent(EmbeddedPostgres::close);
        } catch (EmbeddedPostgresException e) {
            System.err.println("[warn] " + e.getMessage());
        }
        prefix.close();
    }
}
