package io.gatehouse.bench;

import io.gatehouse.proxy.telemetry.LoopRecorder;
import io.gatehouse.proxy.telemetry.RecordRing;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What telemetry costs an event loop per request: with a ring that is full and emptied by nobody, and with several loops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TelemetryBenchmark {

    @State(Scope.Benchmark)
    public static class Shared {
        final RecordRing ring = new RecordRing(100_000);
    }

    @State(Scope.Thread)
    public static class Loop {
        private final String[] ids = new String[64];
        private LoopRecorder recorder;
        private int next;

        @Setup
        public void prepare(Shared shared) {
            recorder = new LoopRecorder(shared.ring);
            for (int i = 0; i < ids.length; i++) {
                ids[i] = UUID.randomUUID().toString();
            }
        }

        void note() {
            next++;
            String id = ids[next & 63];
            recorder.note(1_795_281_600_000L + next, id, id, null, 200, next & 255);
        }
    }

    @Benchmark
    @Threads(1)
    public void oneLoop(Loop loop) {
        loop.note();
    }

    @Benchmark
    @Threads(2)
    public void twoLoops(Loop loop) {
        loop.note();
    }
}
