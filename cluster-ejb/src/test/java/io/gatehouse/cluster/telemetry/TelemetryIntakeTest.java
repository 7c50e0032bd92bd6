package io.gatehouse.cluster.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.session.Outage;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.model.link.telemetry.Tally;
import io.gatehouse.model.link.telemetry.TelemetryKey;
import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryIntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T17:20:30Z");
    private static final long MINUTE = Instant.parse("2026-11-21T17:20:00Z").getEpochSecond();
    private static final long HOUR = Instant.parse("2026-11-21T17:00:00Z").getEpochSecond();
    private static final UUID STREAM = new UUID(1, 1);
    private static final String A = new UUID(0, 10).toString();
    private static final String B = new UUID(0, 11).toString();

    private static DataSource database;
    private static ScheduledExecutorService scheduler;

    private final TelemetryIntake intake = intake(database);
    private final TelemetryReports reports = new TelemetryReports(database);

    @BeforeAll
    static void migrate() {
        database = TestDatabase.migrated();
        scheduler = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void stop() {
        scheduler.shutdownNow();
    }

    @BeforeEach
    void clear() throws SQLException {
        execute("TRUNCATE telemetry, telemetry_loss, telemetry_stream");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TelemetryIntake intake(DataSource on) {
        return new TelemetryIntake(on, scheduler, Clock.fixed(NOW, ZoneOffset.UTC), 10);
    }

    private static TelemetryKey key(long start, String service, int statusClass) {
        return new TelemetryKey(start, Optional.of(service), Optional.empty(), Optional.empty(), statusClass);
    }

    private static Tally tally(long... millis) {
        Tally tally = new Tally();
        for (long each : millis) {
            tally.add(each);
        }
        return tally;
    }

    private static TelemetryMessage submit(TelemetryIntake to, UUID stream, Batch batch) throws Exception {
        CompletableFuture<TelemetryMessage> answer = new CompletableFuture<>();
        to.submit(stream, batch, answer::complete);
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static TelemetryQuery query(Resolution resolution, Grouping... groupings) {
        return new TelemetryQuery(
                NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(1)), resolution, List.of(groupings));
    }

    private List<TelemetryReport.Row> rows(Resolution resolution, Grouping... groupings) {
        return reports.report(query(resolution, groupings)).rows();
    }

    private long requests() {
        return rows(Resolution.HOUR).stream()
                .mapToLong(TelemetryReport.Row::requests)
                .sum();
    }

    @Test
    void addsUpPerMinuteAndHour() throws Exception {
        Batch first = new Batch(
                1,
                0,
                Map.of(
                        key(MINUTE, A, 2),
                        tally(1, 3),
                        key(MINUTE, A, 5),
                        tally(70_000),
                        key(MINUTE - 60, B, 2),
                        tally(7)));
        assertEquals(new Received(1), submit(intake, STREAM, first));
        assertEquals(new Received(2), submit(intake, STREAM, new Batch(2, 0, Map.of(key(MINUTE, A, 2), tally(4)))));

        List<TelemetryReport.Row> minutes = rows(Resolution.MINUTE, Grouping.SERVICE, Grouping.STATUS_CLASS);
        assertEquals(3, minutes.size());
        assertEquals(MINUTE - 60, minutes.get(0).start());
        assertEquals(
                Map.of(Grouping.SERVICE, B, Grouping.STATUS_CLASS, "2xx"),
                minutes.get(0).group());
        assertEquals(
                Map.of(Grouping.SERVICE, A, Grouping.STATUS_CLASS, "2xx"),
                minutes.get(1).group());
        assertEquals(3, minutes.get(1).requests());
        assertEquals(8, minutes.get(1).latencyMillis());
        assertEquals(List.of(1L, 0L, 2L), minutes.get(1).buckets().subList(0, 3));
        assertEquals(1, minutes.get(2).buckets().get(15));

        List<TelemetryReport.Row> hours = rows(Resolution.HOUR);
        assertEquals(1, hours.size());
        assertEquals(HOUR, hours.get(0).start());
        assertEquals(5, hours.get(0).requests());
        assertEquals(70_015, hours.get(0).latencyMillis());
        assertEquals(Map.of(), rows(Resolution.HOUR, Grouping.CONSUMER).get(0).group());
    }

    @Test
    void countsABatchThatIsSentAgainOnce() throws Exception {
        Batch batch = new Batch(1, 3, Map.of(key(MINUTE, A, 2), tally(1)));
        TelemetryIntake other = intake(database);
        assertEquals(new Received(1), submit(intake, STREAM, batch));
        assertEquals(new Received(1), submit(intake, STREAM, batch));
        assertEquals(new Received(1), submit(other, STREAM, batch), "another control plane of the same database");
        assertEquals(1, requests());
        assertEquals(3, reports.report(query(Resolution.MINUTE)).dropped());
        assertEquals(new Received(1), submit(other, new UUID(1, 2), batch), "another data plane");
        assertEquals(2, requests());
        assertEquals(6, reports.report(query(Resolution.HOUR)).dropped());
    }

    @Test
    void addsUpWhatSeveralControlPlanesStoreAtOnce() throws Exception {
        int dataPlanes = 40;
        ScheduledExecutorService second = Executors.newSingleThreadScheduledExecutor();
        ConcurrentLinkedQueue<TelemetryMessage> answers = new ConcurrentLinkedQueue<>();
        try {
            List<TelemetryIntake> controlPlanes = List.of(
                    new TelemetryIntake(database, scheduler, Clock.systemUTC()),
                    new TelemetryIntake(database, second, Clock.systemUTC()));
            Map<TelemetryKey, Tally> counted = new HashMap<>();
            IntStream.range(0, 20)
                    .forEach(i -> counted.put(key(MINUTE - 60, new UUID(5, i * 7919L).toString(), 2), tally(i)));
            for (int sequence = 1; sequence <= 3; sequence++) {
                int expected = sequence * dataPlanes;
                for (int i = 0; i < dataPlanes; i++) {
                    controlPlanes.get(i % 2).submit(new UUID(9, i), new Batch(sequence, 0, counted), answers::add);
                }
                await().until(() -> answers.size() == expected);
            }
        } finally {
            second.shutdownNow();
        }
        assertTrue(answers.stream().allMatch(Received.class::isInstance), answers.toString());
        assertEquals(3 * dataPlanes * 20, requests());
    }

    @Test
    void sendsBackWhatItCannotHold() throws Exception {
        Map<TelemetryKey, Tally> eleven = new HashMap<>();
        IntStream.range(0, 11).forEach(i -> eleven.put(key(MINUTE - 60 * i, A, 2), tally(1)));
        assertEquals(new Busy(1, 5), submit(intake, STREAM, new Batch(1, 0, eleven)));
        assertEquals(0, requests());
    }

    @Test
    void sendsBackWhileTheDatabaseIsAway() throws Exception {
        Outage flaky = new Outage(database);
        TelemetryIntake patient = intake(flaky.dataSource());
        Batch batch = new Batch(1, 0, Map.of(key(MINUTE, A, 2), tally(1)));
        flaky.begin();
        assertEquals(new Busy(1, 5), submit(patient, STREAM, batch));
        assertThrows(
                StoreException.class, () -> new TelemetryReports(flaky.dataSource()).report(query(Resolution.HOUR)));
        flaky.end();
        assertEquals(new Received(1), submit(patient, STREAM, batch));
        assertEquals(1, requests());
    }

    @Test
    void doesNotLetABatchThatCannotBeStoredKeepTheOthersOut() throws Exception {
        execute("INSERT INTO telemetry VALUES (60, to_timestamp(" + MINUTE + "), '" + A + "', NULL, NULL, 2, 1,"
                + " array_fill(9223372036854775807, ARRAY[16]))");
        ConcurrentLinkedQueue<TelemetryMessage> answers = new ConcurrentLinkedQueue<>();
        intake.submit(STREAM, new Batch(1, 0, Map.of(key(MINUTE, A, 2), tally(1))), answers::add);
        intake.submit(new UUID(1, 2), new Batch(1, 0, Map.of(key(MINUTE, B, 2), tally(1))), answers::add);
        await().until(() -> answers.size() == 2);
        assertTrue(answers.stream().allMatch(Received.class::isInstance), answers.toString());
        assertEquals(1, requests());
    }

    @Test
    void putsWhatComesFromTheFutureIntoTheCurrentMinute() throws Exception {
        submit(
                intake,
                STREAM,
                new Batch(1, 0, Map.of(key(MINUTE + 864_000, A, 2), tally(1), key(MINUTE, A, 2), tally(1))));
        List<TelemetryReport.Row> rows = rows(Resolution.MINUTE);
        assertEquals(1, rows.size());
        assertEquals(MINUTE, rows.get(0).start());
        assertEquals(2, rows.get(0).requests());
    }

    @Test
    void acknowledgesAnEmptyBatchAtOnce() throws Exception {
        assertEquals(new Received(7), submit(intake, STREAM, new Batch(7, 0, Map.of())));
        assertEquals(0, requests());
    }

    @Test
    void forgetsWhatIsOld() throws Exception {
        long now = Instant.now().getEpochSecond();
        long minute = TelemetryKey.startOf(now);
        TelemetryIntake ofNow = new TelemetryIntake(database, scheduler, Clock.systemUTC());
        submit(
                ofNow,
                STREAM,
                new Batch(
                        1,
                        1,
                        Map.of(
                                key(minute, A, 2),
                                tally(1),
                                key(minute - 7200, A, 2),
                                tally(1),
                                key(minute - 200_000, A, 2),
                                tally(1))));
        new TelemetryRetention(database, Duration.ofHours(1), Duration.ofDays(1)).sweep();
        Instant from = Instant.ofEpochSecond(now - 300_000);
        Instant to = Instant.ofEpochSecond(now + 60);
        assertEquals(
                1,
                reports.report(new TelemetryQuery(from, to, Resolution.MINUTE, List.of()))
                        .rows()
                        .size());
        assertEquals(
                2,
                reports.report(new TelemetryQuery(from, to, Resolution.HOUR, List.of())).rows().stream()
                        .mapToLong(TelemetryReport.Row::requests)
                        .sum());
        assertEquals(
                1,
                reports.report(new TelemetryQuery(from, to, Resolution.MINUTE, List.of()))
                        .dropped());
    }

    @Test
    void refusesToTellTooMuchAtOnce() throws Exception {
        execute("INSERT INTO telemetry SELECT 60, to_timestamp(" + MINUTE + "), gen_random_uuid(), NULL, NULL, 2, 1,"
                + " array_fill(1::bigint, ARRAY[16]) FROM generate_series(1, 10001)");
        assertThrows(TelemetryRefusedException.class, () -> reports.report(query(Resolution.MINUTE, Grouping.SERVICE)));
        assertEquals(1, rows(Resolution.MINUTE).size());
    }
}
