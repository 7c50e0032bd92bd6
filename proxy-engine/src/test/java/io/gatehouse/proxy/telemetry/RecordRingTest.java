package io.gatehouse.proxy.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.link.telemetry.TelemetryKey;
import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRingTest {

    private static void note(LoopRecorder recorder, int from, int to) {
        for (int i = from; i < to; i++) {
            recorder.note(0, null, null, null, 200, i);
        }
        recorder.handOver();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 1000, 2500})
    @Tag("R149")
    void keepsTheNewestAndCountsTheOthers(int capacity) {
        RecordRing ring = new RecordRing(capacity);
        note(new LoopRecorder(ring), 0, 2500);
        assertEquals(capacity, ring.size());
        assertEquals(2500 - capacity, ring.takeDropped());
        assertEquals(0, ring.takeDropped());
        assertEquals(2500 - capacity, ring.dropped());
        Records taken = new Records(3000);
        assertEquals(capacity, ring.drainTo(taken));
        for (int i = 0; i < capacity; i++) {
            assertEquals(2500 - capacity + i, taken.millis(i));
        }
        assertEquals(0, ring.size());
    }

    @Test
    void givesTheOldestFirstInPieces() {
        RecordRing ring = new RecordRing(300);
        LoopRecorder recorder = new LoopRecorder(ring);
        Records piece = new Records(100);
        int next = 0;
        for (int round = 0; round < 20; round++) {
            note(recorder, round * 100, round * 100 + 100);
            assertEquals(100, ring.drainTo(piece));
            for (int i = 0; i < 100; i++) {
                assertEquals(next++, piece.millis(i));
            }
        }
        assertEquals(0, ring.takeDropped());
    }

    @Test
    void losesNoneBetweenSeveralLoops() throws InterruptedException {
        RecordRing ring = new RecordRing(1000);
        int loops = 3;
        int each = 100_000;
        ExecutorService threads = Executors.newFixedThreadPool(loops);
        CountDownLatch done = new CountDownLatch(loops);
        for (int loop = 0; loop < loops; loop++) {
            threads.execute(() -> {
                note(new LoopRecorder(ring), 0, each);
                done.countDown();
            });
        }
        Records piece = new Records(100);
        long taken = 0;
        boolean over;
        do {
            over = done.await(1, TimeUnit.MILLISECONDS);
            int count = ring.drainTo(piece);
            while (count > 0) {
                taken += count;
                count = ring.drainTo(piece);
            }
        } while (!over);
        threads.shutdown();
        assertEquals((long) loops * each, taken + ring.takeDropped());
    }

    @Test
    void countsWhatBelongsTogether() {
        RecordRing ring = new RecordRing(100);
        LoopRecorder recorder = new LoopRecorder(ring);
        String service = UUID.randomUUID().toString();
        recorder.note(120_000, service, null, null, 200, 3);
        recorder.note(179_999, service, null, null, 204, 4);
        recorder.note(180_000, service, null, null, 200, 1);
        recorder.note(120_000, service, null, null, 503, Long.MAX_VALUE);
        recorder.note(120_000, service, service, service, 0, 1);
        recorder.handOver();
        BatchMaker maker = new BatchMaker(ring);
        Batch batch = maker.next();
        assertEquals(1, batch.sequence());
        assertEquals(4, batch.rows().size());
        TelemetryKey key = new TelemetryKey(120, Optional.of(service), Optional.empty(), Optional.empty(), 2);
        assertEquals(2, batch.rows().get(key).requests());
        assertEquals(7, batch.rows().get(key).millis());
        assertTrue(batch.rows()
                .containsKey(new TelemetryKey(120, Optional.of(service), Optional.empty(), Optional.empty(), 5)));
        assertTrue(batch.rows()
                .containsKey(
                        new TelemetryKey(120, Optional.of(service), Optional.of(service), Optional.of(service), 1)));
        assertTrue(maker.next().isEmpty());
    }

    @Test
    void makesNoBatchThatIsTooLarge() {
        RecordRing ring = new RecordRing(20_000);
        LoopRecorder recorder = new LoopRecorder(ring);
        for (int i = 0; i < 12_000; i++) {
            String id = new UUID(i, i).toString();
            recorder.note(0, id, id, id, 200, i);
        }
        recorder.handOver();
        BatchMaker maker = new BatchMaker(ring);
        long counted = 0;
        Batch batch = maker.next();
        while (!batch.isEmpty()) {
            assertTrue(batch.rows().size() <= TelemetryMessage.MOST_ROWS);
            assertTrue(batch.encode().length() < TelemetryMessage.LARGEST);
            counted += batch.rows().size();
            batch = maker.next();
        }
        assertEquals(12_000, counted);
    }
}
