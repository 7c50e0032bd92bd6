package io.gatehouse.proxy.telemetry;

import io.gatehouse.model.link.telemetry.Tally;
import io.gatehouse.model.link.telemetry.TelemetryKey;
import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the records of a ring. Not thread-safe. */
final class BatchMaker {
    private static final int PIECE = 512;

    private final RecordRing ring;
    private final Records piece = new Records(PIECE);
    private long sequence;

    BatchMaker(RecordRing ring) {
        this.ring = ring;
    }

    /** Takes as many records as have room in one message; the others stay in the ring. */
    Batch next() {
        Map<TelemetryKey, Tally> rows = new HashMap<>();
        long dropped = ring.takeDropped();
        int taken;
        do {
            taken = ring.drainTo(piece);
            for (int i = 0; i < taken; i++) {
                rows.computeIfAbsent(key(i), key -> new Tally()).add(piece.millis(i));
            }
        } while (taken == PIECE && rows.size() + PIECE <= TelemetryMessage.MOST_ROWS);
        sequence++;
        return new Batch(sequence, dropped, rows);
    }

    private TelemetryKey key(int i) {
        return new TelemetryKey(
                (long) piece.minute(i) * TelemetryKey.SECONDS,
                Optional.ofNullable(piece.service(i)),
                Optional.ofNullable(piece.route(i)),
                Optional.ofNullable(piece.consumer(i)),
                piece.statusClass(i));
    }
}
