package io.gatehouse.cluster.snapshot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.link.Reconfigure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotPublisherTest {

    private final Memory store = new Memory();
    private final Audience audience = new Audience();
    private final SnapshotPublisher publisher = new SnapshotPublisher(
            store, Rows.TYPES, new PayloadEncoder(Clock.systemUTC()), Duration.ofMillis(700), Thread::new);

    @AfterEach
    void stop() {
        publisher.close();
    }

    /** Services by revision, in memory: the timing of a database under the test's control. */
    private static final class Memory implements ConfigurationStore {
        private final TreeMap<Long, ObjectNode> changes = new TreeMap<>();
        private long oldestKept;
        private boolean away;
        final AtomicInteger reads = new AtomicInteger();

        synchronized long change(ObjectNode service) {
            long revision = changes.size() + 1;
            changes.put(revision, service);
            return revision;
        }

        synchronized void forgetHistory() {
            oldestKept = changes.size();
        }

        synchronized void away(boolean now) {
            away = now;
        }

        @Override
        public synchronized StoredConfiguration readAll() {
            check();
            return new StoredConfiguration(revision(), Map.of("services", new ArrayList<>(changes.values())));
        }

        @Override
        public synchronized Optional<StoredChanges> readChanges(long since) {
            check();
            if (since < oldestKept) {
                return Optional.empty();
            }
            return Optional.of(new StoredChanges(
                    revision(),
                    Map.of("services", List.copyOf(changes.tailMap(since, false).values())),
                    Map.of()));
        }

        @Override
        public synchronized long revision() {
            return changes.size();
        }

        private void check() {
            reads.incrementAndGet();
            if (away) {
                throw new StoreException("connection refused");
            }
        }
    }

    private static final class Audience implements SnapshotPublisher.Audience {
        volatile boolean present = true;
        final List<ConfigurationPayload> payloads = new CopyOnWriteArrayList<>();
        final List<Long> times = new CopyOnWriteArrayList<>();

        @Override
        public boolean isPresent() {
            return present;
        }

        @Override
        public boolean wantsPayload() {
            return present;
        }

        @Override
        public void changed() {}

        @Override
        public void named() {}

        @Override
        public void accept(ConfigurationPayload payload) {
            times.add(System.nanoTime());
            payloads.add(payload);
        }

        ConfigurationPayload last() {
            return payloads.get(payloads.size() - 1);
        }
    }

    private static int services(ConfigurationPayload payload) {
        return Reconfigure.decode(payload.bytes(), 1 << 20)
                .orElseThrow()
                .configTable()
                .path("services")
                .size();
    }

    private void startQuietly() {
        store.change(Rows.service(1, true));
        publisher.start(audience);
        await().until(() -> audience.payloads.size() == 1);
    }

    @Test
    void publishesWhatIsStoredAndThenEachChange() {
        startQuietly();
        assertEquals(1, audience.last().revision());
        store.change(Rows.service(2, true));
        publisher.changed();
        await().until(() -> audience.payloads.size() == 2);
        assertEquals(2, services(audience.last()));
        assertEquals(Optional.of(audience.last()), publisher.current());
    }

    @Test
    void sendsTheFirstChangeAtOnceAndCollectsTheRest() {
        startQuietly();
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        for (int number = 2; number <= 201; number++) {
            store.change(Rows.service(number, true));
            publisher.changed();
        }
        await().until(() -> services(audience.last()) == 201);
        assertTrue(audience.payloads.size() <= 4, audience.payloads.size() + " payloads for a burst");
        for (int i = 1; i < audience.times.size(); i++) {
            long gap = audience.times.get(i) - audience.times.get(i - 1);
            assertTrue(gap >= PayloadBuilder.SPACING.toNanos() * 9 / 10, "gap of " + gap + " ns");
        }
    }

    @Test
    void readsABurstInFewStepsWhileNobodyIsThere() {
        audience.present = false;
        store.change(Rows.service(1, true));
        publisher.start(audience);
        await().until(() -> store.reads.get() > 0);
        long begin = System.nanoTime();
        int before = store.reads.get();
        AtomicInteger number = new AtomicInteger(1);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            store.change(Rows.service(number.incrementAndGet(), true));
            publisher.changed();
            return number.get() == 200;
        });
        int reads = store.reads.get() - before;
        long spaces = (System.nanoTime() - begin) / SnapshotPublisher.IDLE_SPACING.toNanos();
        assertTrue(reads <= spaces + 2, reads + " reads in " + spaces + " times the spacing");
    }

    @Test
    void doesNotPublishTheSameConfigurationTwice() {
        startQuietly();
        long revision = store.change(Rows.service(2, false));
        publisher.changed();
        await().until(() -> publisher
                .current()
                .filter(payload -> payload.revision() == revision)
                .isPresent());
        assertEquals(1, audience.payloads.size());
    }

    @Test
    void encodesNothingWhileNobodyIsThere() {
        audience.present = false;
        store.change(Rows.service(1, true));
        publisher.start(audience);
        await().until(() -> store.reads.get() > 0);
        assertTrue(audience.payloads.isEmpty());

        audience.present = true;
        assertTrue(publisher.current().isEmpty());
        await().until(() -> audience.payloads.size() == 1);
    }

    @Test
    void noticesALostNotificationAfterThePollInterval() {
        startQuietly();
        store.change(Rows.service(2, true));
        await().until(() -> audience.payloads.size() == 2);
    }

    @Test
    void readsEverythingWhenTheHistoryIsTooShort() {
        startQuietly();
        store.change(Rows.service(2, true));
        store.change(Rows.service(3, true));
        store.forgetHistory();
        publisher.changed();
        await().until(() -> audience.payloads.size() == 2);
        assertEquals(3, services(audience.last()));
    }

    @Test
    void keepsTheLastConfigurationWhileTheDatabaseIsAwayAndRecovers() {
        startQuietly();
        store.away(true);
        store.change(Rows.service(2, true));
        int reads = store.reads.get();
        publisher.changed();
        await().until(() -> store.reads.get() > reads);
        assertEquals(1, services(publisher.current().orElseThrow()));
        store.away(false);
        await().until(() -> audience.payloads.size() == 2);
        assertEquals(2, services(audience.last()));
    }

    @Test
    void startsWithoutDatabase() {
        store.away(true);
        publisher.start(audience);
        await().until(() -> store.reads.get() > 0);
        assertTrue(publisher.current().isEmpty());
        store.change(Rows.service(1, true));
        store.away(false);
        await().until(() -> audience.payloads.size() == 1);
    }
}
