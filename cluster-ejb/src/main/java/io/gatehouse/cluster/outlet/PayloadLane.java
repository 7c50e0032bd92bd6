package io.gatehouse.cluster.outlet;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets few large frames leave at a time on one event loop, so that what is encrypted and not taken yet does not grow with the number of
 * sessions. A data plane that does not read for a moment makes room for the next and goes on when it reads again; of those that
 * stand still only so many are kept, and none for ever.
 *
 * <p>Everything runs on the event loop.
 */
final class PayloadLane {
    /** Frames up to this size need no turn: a socket takes them at once. */
    static final int SMALL = 64 * 1024;

    private static final int MOST_MOVING = 16;
    private static final int MOST_STANDING = 64;
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** As long as data planes may be silent: applying a large configuration keeps some of them from reading. */
    private static final Duration PATIENCE = LinkProtocol.PATIENCE;

    private final EventExecutor loop;
    private final Duration patience;
    private final Map<Sender, Long> moving = new LinkedHashMap<>();
    /** Longest standing first. */
    private final Map<Sender, Long> standing = new LinkedHashMap<>();

    private final Set<Sender> waiting = new LinkedHashSet<>();
    private boolean watching;

    /** Who has a large frame to send. */
    interface Sender {

        /** Its turn has come. */
        void turn();

        /** It has not been able to send for too long; the connection is to be closed. */
        void cutOff();
    }

    PayloadLane(EventExecutor loop) {
        this(loop, PATIENCE);
    }

    PayloadLane(EventExecutor loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
    }

    /**
     * Asks for a turn, or whether it has come.
     *
     * @return whether the sender may send; else its turn is told later
     */
    boolean enter(Sender sender) {
        if (moving.containsKey(sender) || standing.containsKey(sender)) {
            return true;
        }
        if (moving.size() < MOST_MOVING && waiting.isEmpty()) {
            moving.put(sender, System.nanoTime());
            watch();
            return true;
        }
        waiting.add(sender);
        return false;
    }

    /** The socket of a sender has taken something. */
    void moved(Sender sender) {
        if (moving.replace(sender, System.nanoTime()) == null && standing.remove(sender) != null) {
            standing.put(sender, System.nanoTime());
        }
    }

    /** A sender has finished, or is gone. */
    void leave(Sender sender) {
        if (moving.remove(sender) != null) {
            admit();
        } else if (standing.remove(sender) == null) {
            waiting.remove(sender);
        }
    }

    private void admit() {
        while (moving.size() < MOST_MOVING && !waiting.isEmpty()) {
            Sender next = waiting.iterator().next();
            waiting.remove(next);
            moving.put(next, System.nanoTime());
            // not from within the one that leaves
            loop.execute(() -> {
                if (moving.containsKey(next)) {
                    next.turn();
                }
            });
        }
        watch();
    }

    private void watch() {
        if (!watching && !(moving.isEmpty() && standing.isEmpty())) {
            watching = true;
            loop.schedule(this::look, MOMENT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        watching = false;
        long now = System.nanoTime();
        for (Iterator<Map.Entry<Sender, Long>> all = moving.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Sender, Long> sender = all.next();
            if (now - sender.getValue() >= MOMENT.toNanos()) {
                standing.put(sender.getKey(), sender.getValue());
                all.remove();
            }
        }
        List<Sender> tooLong = new ArrayList<>();
        int tooMany = standing.size() - MOST_STANDING;
        for (Map.Entry<Sender, Long> sender : standing.entrySet()) {
            if (tooLong.size() < tooMany || now - sender.getValue() >= patience.toNanos()) {
                tooLong.add(sender.getKey());
            }
        }
        tooLong.forEach(sender -> {
            standing.remove(sender);
            sender.cutOff();
        });
        admit();
    }
}
