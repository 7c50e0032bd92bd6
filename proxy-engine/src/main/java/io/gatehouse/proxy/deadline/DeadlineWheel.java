package io.gatehouse.proxy.deadline;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The deadlines of one event loop, in steps of 20 ms. Putting a deadline off only writes a number: the wheel looks at it
 * when its old slot comes round and moves it then. So a connection that is used all the time costs one move a minute, not
 * one timer a request. Confined to its event loop.
 */
public final class DeadlineWheel {
    static final long TICK_MILLIS = 20;

    private static final int SLOTS = 4096;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    private final EventLoop loop;
    private final Deadline[] slots = new Deadline[SLOTS];
    private final long start = System.nanoTime();
    private long tick;
    private Future<?> timer;

    public DeadlineWheel(EventLoop loop) {
        this.loop = loop;
    }

    /** Starts the clock; call once. */
    public void start() {
        timer = loop.scheduleAtFixedRate(this::advance, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Sets the deadline to {@code millis} from now, or puts it off; 0 and less unset it. */
    public void set(Deadline deadline, long millis) {
        if (millis <= 0) {
            unset(deadline);
            return;
        }
        // counted from the clock, for the wheel is behind it while the loop is busy; one more tick, as the current one
        // has
        // partly gone by
        long due = now() + (millis + TICK_MILLIS - 1) / TICK_MILLIS + 1;
        deadline.dueTick = due;
        if (deadline.slot < 0) {
            insert(deadline);
        } else if (due < deadline.slot) {
            remove(deadline);
            insert(deadline);
        }
    }

    /** The deadline will not expire; it stays in its slot until the wheel gets there, which costs nothing. */
    public void unset(Deadline deadline) {
        deadline.dueTick = Deadline.NEVER;
    }

    /** Takes the deadline out for good, for an object that is thrown away. */
    public void discard(Deadline deadline) {
        deadline.dueTick = Deadline.NEVER;
        if (deadline.slot >= 0) {
            remove(deadline);
        }
    }

    /** Ticks of the clock since the wheel was made. */
    private long now() {
        return (System.nanoTime() - start) / TICK_NANOS;
    }

    private void advance() {
        long now = now();
        while (tick < now) {
            tick++;
            turn((int) (tick & (SLOTS - 1)));
        }
    }

    private void turn(int index) {
        // what expires may take others out of this slot, so always go on with the first that is left
        Deadline deadline;
        while ((deadline = slots[index]) != null) {
            remove(deadline);
            if (deadline.dueTick <= tick) {
                deadline.dueTick = Deadline.NEVER;
                deadline.expired();
            } else if (deadline.dueTick != Deadline.NEVER) {
                insert(deadline);
            }
        }
    }

    private void insert(Deadline deadline) {
        // beyond one turn of the wheel: looked at early, and moved on
        deadline.slot = Math.min(deadline.dueTick, tick + SLOTS - 1);
        int index = (int) (deadline.slot & (SLOTS - 1));
        Deadline first = slots[index];
        deadline.next = first;
        deadline.previous = null;
        if (first != null) {
            first.previous = deadline;
        }
        slots[index] = deadline;
    }

    private void remove(Deadline deadline) {
        if (deadline.previous != null) {
            deadline.previous.next = deadline.next;
        } else {
            slots[(int) (deadline.slot & (SLOTS - 1))] = deadline.next;
        }
        if (deadline.next != null) {
            deadline.next.previous = deadline.previous;
        }
        deadline.previous = null;
        deadline.next = null;
        deadline.slot = -1;
    }
}
