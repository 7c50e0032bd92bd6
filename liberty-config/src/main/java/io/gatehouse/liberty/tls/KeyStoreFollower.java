package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.PkiException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps key and trust stores up to date with their PEM files, by looking at the files' times every two seconds. */
public final class KeyStoreFollower implements AutoCloseable {
    private static final long PERIOD_SECONDS = 2;

    private final List<DerivedStore> keyStores;
    private final ScheduledExecutorService timer;

    private KeyStoreFollower(List<DerivedStore> keyStores) {
        this.keyStores = List.copyOf(keyStores);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "key stores");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to follow key stores that have been written. */
    public static KeyStoreFollower start(List<DerivedStore> keyStores) {
        KeyStoreFollower follower = new KeyStoreFollower(keyStores);
        follower.timer.scheduleWithFixedDelay(follower::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return follower;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        for (DerivedStore keyStore : keyStores) {
            // obtained late: a logger that exists before Liberty does would keep Liberty from taking the log over
            Logger log = LoggerFactory.getLogger(KeyStoreFollower.class);
            try {
                if (keyStore.writeIfChanged()) {
                    log.info("Certificates in {} renewed from their PEM files", keyStore.file());
                }
            } catch (PkiException | IOException e) {
                log.warn("Certificates in {} stay as they are: {}", keyStore.file(), e.getMessage());
            }
        }
    }
}
