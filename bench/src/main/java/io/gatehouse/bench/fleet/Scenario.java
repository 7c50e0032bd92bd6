package io.gatehouse.bench.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The steps of a run, each of which prints what it measured. One thread. */
final class Scenario {
    private static final long LOOK_MILLIS = 20;

    private final Fleet fleet;
    private final Optional<WatchedProcess> controlPlane;
    private final Duration patience;
    private final PrintStream out;

    /** @param patience longest time for a step that waits for all nodes */
    Scenario(Fleet fleet, Optional<WatchedProcess> controlPlane, Duration patience, PrintStream out) {
        this.fleet = fleet;
        this.controlPlane = controlPlane;
        this.patience = patience;
        this.out = out;
    }

    /** Waits until every node has a session and a configuration. */
    void gather() throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        Duration processor = processorTime();
        await("all connected", () -> fleet.figures().connected() == fleet.size());
        double seconds = seconds(begin);
        await("all configured", () -> fleet.figures().configured() == fleet.size());
        out.printf(
                "%d connected in %.1f s (%.0f/s), configured in %.1f s; opening: %s; attempts that failed: %s%s%n",
                fleet.size(),
                seconds,
                fleet.size() / seconds,
                seconds(begin),
                fleet.figures().opening(),
                fleet.figures().failures(),
                controlPlane
                        .map(process -> String.format(
                                "; control plane: %.1f ms of processor time each",
                                (double) process.processorTime()
                                                .minus(processor)
                                                .toMillis()
                                        / fleet.size()))
                        .orElse(""));
    }

    /** Does nothing but heartbeats. */
    void rest(Duration time) throws InterruptedException {
        long pings = fleet.figures().pings();
        long pongs = fleet.figures().pongs();
        Duration processor = processorTime();
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        out.printf(
                "%d s of rest: %d pings, %d pongs%s%s%n",
                time.toSeconds(),
                fleet.figures().pings() - pings,
                fleet.figures().pongs() - pongs,
                controlPlane
                        .map(process -> String.format(
                                ", control plane %.1f %% of a core, %d MiB resident",
                                100.0 * process.processorTime().minus(processor).toMillis() / time.toMillis(),
                                process.residentKib() / 1024))
                        .orElse(""),
                losses());
    }

    /** Makes a change and waits until every node has it. */
    void change(MeasuredChanges changes) throws IOException, InterruptedException, TimeoutException {
        Spread spread = fleet.follow(changes.next());
        long answered = changes.make();
        await("change everywhere", () -> spread.times().count() >= fleet.size());
        out.printf("change: answered in %d ms; %s%s%n", answered, spread.times(), losses());
    }

    /** Waits until sessions end, and then until all are back, writing all the while. */
    void storm(Optional<MeasuredChanges> changes) throws InterruptedException, TimeoutException {
        fleet.figures().forget();
        await("sessions end", () -> fleet.figures().connected() < fleet.size());
        long begin = System.nanoTime();
        Times answers = new Times();
        int[] unanswered = {0};
        await("all back", () -> {
            changes.ifPresent(writing -> write(writing, answers, unanswered));
            return fleet.figures().configured() == fleet.size();
        });
        out.printf(
                "%d back in %.1f s; lost: %s; opening: %s; attempts that failed: %s%s%n",
                fleet.size(),
                seconds(begin),
                fleet.figures().losses(),
                fleet.figures().opening(),
                fleet.figures().failures(),
                changes.isPresent()
                        ? "; admin writes: " + answers.count() + " answered, " + answers + ", " + unanswered[0]
                                + " not answered"
                        : "");
        fleet.figures().forget();
    }

    private static void write(MeasuredChanges changes, Times answers, int[] unanswered) {
        try {
            answers.add(TimeUnit.MILLISECONDS.toNanos(changes.make()));
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (IOException down) {
            unanswered[0]++;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private String losses() {
        return fleet.figures().losses().isEmpty()
                ? ""
                : "; sessions lost: " + fleet.figures().losses();
    }

    private Duration processorTime() {
        return controlPlane.map(WatchedProcess::processorTime).orElse(Duration.ZERO);
    }

    private void await(String what, BooleanSupplier reached) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new TimeoutException(what + ": not within " + patience.toSeconds() + " s; "
                        + fleet.figures().connected() + " connected, "
                        + fleet.figures().configured() + " configured, failed: "
                        + fleet.figures().failures() + ", lost: "
                        + fleet.figures().losses());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
