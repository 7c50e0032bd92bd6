package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.snapshot.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest configuration and the steps that led to it, as far as they are remembered. Thread-safe; a method takes long only where
 * a data plane is many steps behind.
 */
public final class DeltaHistory {

    private static final int MOST_STEPS = 1_000;
    private static final int MOST_CHANGES = 50_000;

    /** Below that many changes a delta is sent even where the whole configuration would be shorter. */
    private static final int FEW_CHANGES = 100;

    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<String, Optional<DeltaFrame>> frames = new HashMap<>();
    private PublishedConfiguration newest;
    private int remembered;

    private record Step(String from, List<Change> changes) {}

    /**
     * A delta, ready to be sent: encoded once and shared by every session that gets it.
     *
     * @param target what the data plane has afterwards
     * @param bytes content of the frame; shared, read only
     */
    public record DeltaFrame(PublishedConfiguration target, byte[] bytes) {}

    /** The newest configuration; empty before the first successful read. */
    public synchronized Optional<PublishedConfiguration> newest() {
        return Optional.ofNullable(newest);
    }

    /** Begins anew, with a configuration of which it is not known how it came about. */
    synchronized void begin(PublishedConfiguration configuration) {
        steps.clear();
        frames.clear();
        remembered = 0;
        newest = configuration;
    }

    /** Adds a step; without changes it makes the revision newer only. */
    synchronized void advance(PublishedConfiguration next, List<Change> changes) {
        if (!changes.isEmpty()) {
            steps.addLast(new Step(newest.content(), List.copyOf(changes)));
            remembered += changes.size();
            while (steps.size() > MOST_STEPS || remembered > MOST_CHANGES && steps.size() > 1) {
                remembered -= steps.removeFirst().changes().size();
            }
        }
        frames.clear();
        newest = next;
    }

    /**
     * What leads from a configuration to the newest one.
     *
     * @param content of the configuration that a data plane has, which is not the newest one
     * @return empty when that is not known any more, or not worth it: the data plane then needs everything
     */
    public synchronized Optional<DeltaFrame> since(String content) {
        if (newest == null) {
            return Optional.empty();
        }
        return frames.computeIfAbsent(content, this::encode);
    }

    private Optional<DeltaFrame> encode(String content) {
        List<Step> path = new ArrayList<>();
        for (Iterator<Step> backwards = steps.descendingIterator(); backwards.hasNext(); ) {
            Step step = backwards.next();
            path.add(step);
            if (step.from().equals(content)) {
                return encode(content, path);
            }
        }
        return Optional.empty();
    }

    private Optional<DeltaFrame> encode(String content, List<Step> newestFirst) {
        Collections.reverse(newestFirst);
        List<Change> changes =
                newestFirst.stream().flatMap(step -> step.changes().stream()).toList();
        Delta delta = new Delta(content, newest.content(), newest.revision(), Delta.lastOfEach(changes));
        int limit = Math.max(FEW_CHANGES, newest.table().size() / 2);
        return delta.changes().size() > limit ? Optional.empty() : Optional.of(new DeltaFrame(newest, delta.encode()));
    }
}
