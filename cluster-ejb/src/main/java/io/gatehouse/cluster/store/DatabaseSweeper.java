package io.gatehouse.cluster.store;

import io.gatehouse.model.entity.EntityCatalog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the database from time to time, at a moment of its own so that control planes do not all sweep at once. */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSweeper.class);
    private static final long EXPIRY_INTERVAL = Duration.ofMinutes(1).toMillis();
    private static final long CHANGE_LOG_INTERVAL = Duration.ofHours(1).toMillis();
    private static final String CHANGE_LOG = "change log";

    @EJB
    private Transactions transactions;

    @Inject
    private EntityCatalog catalog;

    @Resource
    private TimerService timers;

    private Sweep sweep;

    @PostConstruct
    void schedule() {
        sweep = new Sweep(transactions, catalog);
        start(EXPIRY_INTERVAL, "expired rows");
        start(CHANGE_LOG_INTERVAL, CHANGE_LOG);
    }

    private void start(long interval, String what) {
        long first = ThreadLocalRandom.current().nextLong(EXPIRY_INTERVAL);
        timers.createIntervalTimer(first, interval, new TimerConfig(what, false));
    }

    @Timeout
    void sweep(Timer timer) {
        try {
            int deleted = timer.getInfo().equals(CHANGE_LOG) ? sweep.changeLog() : sweep.expiredRows();
            LOG.debug("Swept {}: {} rows", timer.getInfo(), deleted);
        } catch (StoreException e) {
            LOG.warn("Cannot sweep {}: {}; the next attempt follows", timer.getInfo(), e.getMessage());
        }
    }
}
