package io.gatehouse.proxy.link;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Whole configurations: of those that come while one is applied only the newest is kept. */
final class PushIntake implements Intake {
    private final PushReceiver receiver;
    /** Runs a task on the thread that applies configurations. */
    private final Consumer<Runnable> applier;

    private final AtomicReference<byte[]> newest = new AtomicReference<>();

    PushIntake(PushReceiver receiver, Consumer<Runnable> applier) {
        this.receiver = receiver;
        this.applier = applier;
    }

    @Override
    public void begin() {}

    @Override
    public void add(byte[] frame) {
        if (newest.getAndSet(frame) == null) {
            applier.accept(() -> receiver.receive(newest.getAndSet(null)));
        }
    }

    @Override
    public void rest() {}
}
