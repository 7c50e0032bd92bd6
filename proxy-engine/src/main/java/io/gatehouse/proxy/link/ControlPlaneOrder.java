package io.gatehouse.proxy.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Which control plane is dialled next. Each is dialled once in a round, as listed or in random order; the one whose
 * session was lost comes last in the round that follows, for it is the least likely to answer. Not thread-safe.
 */
public final class ControlPlaneOrder {
    private final List<LinkAddress> listed;
    private final boolean shuffled;
    private final Random random;
    private final Deque<LinkAddress> round = new ArrayDeque<>();

    /**
     * @param listed at least one
     * @param shuffled whether each round has another order, so that many data planes spread
     */
    public ControlPlaneOrder(List<LinkAddress> listed, boolean shuffled, Random random) {
        this.listed = List.copyOf(listed);
        this.shuffled = shuffled;
        this.random = random;
        begin();
    }

    /** The next one of the round; begins another round when all have had their turn. */
    LinkAddress next() {
        if (round.isEmpty()) {
            begin();
        }
        return round.poll();
    }

    /** Another one that the round has still to offer after this; empty when the time has come to wait. */
    Optional<LinkAddress> alternativeTo(LinkAddress address) {
        return Optional.ofNullable(round.peek()).filter(other -> !other.equals(address));
    }

    /** Begins a round in which this one comes last: a session with it ended. */
    void lost(LinkAddress address) {
        begin();
        round.remove(address);
        round.add(address);
    }

    private void begin() {
        round.clear();
        List<LinkAddress> order = new ArrayList<>(listed);
        if (shuffled) {
            Collections.shuffle(order, random);
        }
        round.addAll(order);
    }
}
