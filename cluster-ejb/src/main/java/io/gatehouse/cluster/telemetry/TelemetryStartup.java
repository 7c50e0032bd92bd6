package io.gatehouse.cluster.telemetry;

import io.gatehouse.model.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Makes the objects of this package when the application starts, and gives them to whoever asks. */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TelemetryStartup {

    private static final long SWEEP_SECONDS = 60;
    private static final long END_SECONDS = 5;

    @Inject
    private Settings settings;

    @Resource(lookup = "jdbc/gatehouse")
    private DataSource database;

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledExecutorService scheduler;
    private TelemetryIntake intake;
    private TelemetryReports reports;

    @PostConstruct
    void start() {
        scheduler = Executors.newSingleThreadScheduledExecutor(threads);
        intake = new TelemetryIntake(database, scheduler, Clock.systemUTC());
        reports = new TelemetryReports(database);
        TelemetryRetention retention = new TelemetryRetention(
                database,
                Duration.ofSeconds(settings.integer("telemetry_minute_retention")),
                Duration.ofSeconds(settings.integer("telemetry_hour_retention")));
        // at a moment of its own, so that control planes do not all sweep at once
        long first = ThreadLocalRandom.current().nextLong(1, SWEEP_SECONDS);
        scheduler.scheduleWithFixedDelay(retention::sweep, first, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** Where batches go. */
    @Produces
    public TelemetryIntake intake() {
        return intake;
    }

    /** Where counts come from. */
    @Produces
    public TelemetryReports reports() {
        return reports;
    }

    @PreDestroy
    void stop() {
        scheduler.shutdown();
        try {
            scheduler.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
