package io.gatehouse.proxy.link;

import io.gatehouse.model.link.delta.FromDataPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Deltas: none may be left out, and those that wait are applied together. */
final class DeltaIntake implements Intake {
    private final DeltaReceiver receiver;
    /** Runs a task on the thread that applies configurations. */
    private final Consumer<Runnable> applier;

    private final Consumer<FromDataPlane> reports;
    private final Queue<ArrivedFrame> waiting = new ConcurrentLinkedQueue<>();

    /** @param reports sends a report; called from the thread that applies configurations */
    DeltaIntake(DeltaReceiver receiver, Consumer<Runnable> applier, Consumer<FromDataPlane> reports) {
        this.receiver = receiver;
        this.applier = applier;
        this.reports = reports;
    }

    /** What another session brought may be under way, so where the node stands is asked on the thread that knows. */
    @Override
    public void begin() {
        applier.accept(() -> reports.accept(receiver.resume()));
    }

    @Override
    public void add(byte[] frame) {
        waiting.add(new ArrivedFrame(frame, System.nanoTime()));
        // each frame asks for its turn: whether one that came before still waits cannot be known here
        applier.accept(this::drain);
    }

    private void drain() {
        List<ArrivedFrame> frames = new ArrayList<>();
        for (ArrivedFrame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
            frames.add(frame);
        }
        if (!frames.isEmpty()) {
            receiver.receive(frames, reports);
        }
    }

    @Override
    public void rest() {
        applier.accept(receiver::rest);
    }
}
