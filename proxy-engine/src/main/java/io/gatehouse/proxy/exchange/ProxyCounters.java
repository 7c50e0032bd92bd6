package io.gatehouse.proxy.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one event loop has counted. Written by its loop only, without locks; others read values that may be a moment old.
 */
public final class ProxyCounters {
    private static final VarHandle REQUESTS = handle("requests");
    private static final VarHandle ACCEPTED = handle("accepted");
    private static final VarHandle ACTIVE = handle("active");
    private static final VarHandle IN_FLIGHT = handle("inFlight");
    private static final VarHandle READING = handle("reading");

    private long requests;
    private long accepted;
    private long active;
    private long inFlight;
    private long reading;

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(ProxyCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public void connectionOpened() {
        ACCEPTED.setOpaque(this, accepted + 1);
        ACTIVE.setOpaque(this, active + 1);
    }

    public void connectionClosed() {
        ACTIVE.setOpaque(this, active - 1);
    }

    /** A connection has a part of a request's head. */
    public void headBegan() {
        READING.setOpaque(this, reading + 1);
    }

    public void headEnded() {
        READING.setOpaque(this, reading - 1);
    }

    void requestBegan() {
        REQUESTS.setOpaque(this, requests + 1);
        IN_FLIGHT.setOpaque(this, inFlight + 1);
    }

    void requestEnded() {
        IN_FLIGHT.setOpaque(this, inFlight - 1);
    }

    public long requests() {
        return (long) REQUESTS.getOpaque(this);
    }

    public long accepted() {
        return (long) ACCEPTED.getOpaque(this);
    }

    public long active() {
        return (long) ACTIVE.getOpaque(this);
    }

    /** Connections with an incomplete head. */
    public long reading() {
        return (long) READING.getOpaque(this);
    }

    /** Requests that have begun and not ended. */
    public long inFlight() {
        return (long) IN_FLIGHT.getOpaque(this);
    }
}
