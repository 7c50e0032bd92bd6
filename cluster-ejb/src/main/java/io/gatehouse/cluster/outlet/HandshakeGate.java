package io.gatehouse.cluster.outlet;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets few TLS handshakes run at a time, because they cost more than all else that a data plane does here: after a restart all data
 * planes come at once, and if all got a part of the processor, most would give up before they are through, and come again.
 *
 * <p>The others wait, at the price of a socket, and the latest goes first: it has the most patience left. In the order of arrival,
 * each would get its turn just before it gives up as soon as there are too many, and all work would be in vain. Who has waited for so
 * long that it would give up in the middle is hung up on before any work is done for it; it comes again after 5 to 10 s, as after every
 * failure. An HTTP answer such as 503 would need the handshake that is to be spared.
 *
 * <p>A client that takes its time loses its turn after a moment, and its handshake goes on: so that those who are far away, or begin
 * and do not go on, cannot keep the others out. While this processor cannot keep up itself, it is not the client's fault.
 *
 * <p>Thread-safe; nothing blocks.
 */
final class HandshakeGate {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeGate.class);

    /** Data planes of all makes give up after 5 s without an answer; what begins after this time would often be in vain. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** A handshake that needs longer waits for its client, unless this processor is so busy that it is late with everything. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_TURN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int mostRunning;
    private final int mostWaiting;
    /** Longest waiting first. */
    private final Deque<Arrival> waiting = new ArrayDeque<>();

    private int running;
    private long turnedAway;
    private long reportedAt = System.nanoTime() - REPORT_NANOS;

    /** A connection that has sent its first bytes. */
    private record Arrival(Channel channel, Supplier<Future<Channel>> opening, long since) {}

    /**
     * @param mostRunning handshakes at a time
     * @param mostWaiting connections that wait for their turn; of more, the oldest are hung up on
     */
    HandshakeGate(int mostRunning, int mostWaiting) {
        this.mostRunning = mostRunning;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Takes a connection whose client wants to begin.
     *
     * @param opening begins the handshake, on the connection's event loop, and returns what completes with it; not called for a
     *     connection that is hung up on
     */
    void enter(Channel channel, Supplier<Future<Channel>> opening) {
        Arrival arrival = new Arrival(channel, opening, System.nanoTime());
        List<Arrival> late = new ArrayList<>();
        boolean now;
        synchronized (this) {
            now = running < mostRunning;
            if (now) {
                running++;
            } else {
                waiting.add(arrival);
                takeLate(late);
            }
        }
        late.forEach(this::turnAway);
        if (now) {
            begin(arrival);
        }
    }

    /** Takes out those who have waited too long, and the oldest where there are too many. Called with the lock. */
    private void takeLate(List<Arrival> late) {
        long latest = System.nanoTime() - LONGEST_WAIT.toNanos();
        while (!waiting.isEmpty()
                && (waiting.size() > mostWaiting || waiting.peekFirst().since() - latest < 0)) {
            late.add(waiting.pollFirst());
        }
    }

    private void begin(Arrival arrival) {
        Channel channel = arrival.channel();
        if (!channel.isActive()) {
            next();
            return;
        }
        Turn turn = new Turn(channel.eventLoop());
        turn.watch();
        arrival.opening().get().addListener(done -> turn.end());
    }

    /** The place of one handshake; belongs to the event loop of its connection. */
    private final class Turn {
        private final EventLoop loop;
        private final long began = System.nanoTime();
        private Future<?> check;
        private boolean over;

        Turn(EventLoop loop) {
            this.loop = loop;
        }

        void watch() {
            long due = System.nanoTime() + TURN_NANOS;
            check = loop.schedule(() -> look(due), TURN_NANOS, TimeUnit.NANOSECONDS);
        }

        private void look(long due) {
            long now = System.nanoTime();
            if (now - due > LATE_NANOS && now - began < LONGEST_TURN_NANOS) {
                watch();
            } else {
                end();
            }
        }

        void end() {
            if (!over) {
                over = true;
                check.cancel(false);
                next();
            }
        }
    }

    /** Gives the place that has become free to the latest who is still there. */
    private void next() {
        List<Arrival> late = new ArrayList<>();
        Arrival chosen;
        synchronized (this) {
            takeLate(late);
            do {
                chosen = waiting.pollLast();
            } while (chosen != null && !chosen.channel().isActive());
            if (chosen == null) {
                running--;
            }
        }
        late.forEach(this::turnAway);
        if (chosen != null) {
            Arrival arrival = chosen;
            arrival.channel().eventLoop().execute(() -> begin(arrival));
        }
    }

    private void turnAway(Arrival late) {
        late.channel().close();
        synchronized (this) {
            turnedAway++;
            if (System.nanoTime() - reportedAt < REPORT_NANOS) {
                return;
            }
            reportedAt = System.nanoTime();
            LOG.warn(
                    "more data planes want to connect than can be served at once: {} were hung up on before TLS since the"
                            + " last such line, {} wait, {} handshakes are under way; they come again by themselves",
                    turnedAway,
                    waiting.size(),
                    running);
            turnedAway = 0;
        }
    }
}
