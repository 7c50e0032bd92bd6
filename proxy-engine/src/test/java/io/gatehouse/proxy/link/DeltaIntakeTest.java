package io.gatehouse.proxy.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.link.delta.FromDataPlane;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeltaIntakeTest {
    private static final int ROUNDS = 50_000;

    private final ExecutorService applier = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        applier.shutdownNow();
    }

    /** Frames that come while others are being taken must have their turn, whoever is faster. */
    @Test
    void leavesNoFrameBehind() {
        AtomicInteger received = new AtomicInteger();
        DeltaReceiver receiver = new DeltaReceiver() {
            @Override
            public FromDataPlane resume() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void receive(List<ArrivedFrame> frames, Consumer<FromDataPlane> reports) {
                received.addAndGet(frames.size());
            }

            @Override
            public void rest() {}
        };
        DeltaIntake intake = new DeltaIntake(receiver, applier::execute, report -> {});
        byte[] frame = {};
        for (int round = 1; round <= ROUNDS; round++) {
            intake.add(frame);
            intake.add(frame);
            int sent = 2 * round;
            if (received.get() < sent - 1000) {
                await().until(() -> received.get() == sent);
            }
        }
        await().until(() -> received.get() == 2 * ROUNDS);
        assertEquals(2 * ROUNDS, received.get());
    }
}
