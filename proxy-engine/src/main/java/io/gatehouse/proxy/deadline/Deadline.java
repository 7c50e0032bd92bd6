package io.gatehouse.proxy.deadline;

/**
 * Something that happens unless it is put off: a connection closes, a try fails. One object per connection, reused for
 * all its time-outs. Confined to the event loop of its {@link DeadlineWheel}.
 */
public abstract class Deadline {
    static final long NEVER = Long.MAX_VALUE;

    Deadline previous;
    Deadline next;
    /** Slot number since the wheel's start in which this is looked at; -1 when it is in no slot. */
    long slot = -1;

    long dueTick = NEVER;

    /** Called on the event loop when the time has come; the deadline is unset by then. */
    protected abstract void expired();
}
