package io.gatehouse.proxy.health;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The health of one address of a target: a state, and a count of eight bits for each kind of {@link Observation}. All of
 * it is one number, so that any thread may report without a lock. {@link #available()} is one volatile read.
 */
public final class AddressHealth {
    private static final int STATE_SHIFT = 32;
    private static final int COUNT_BITS = 8;
    private static final long COUNT = 0xFF;
    private static final long FAILURES = COUNT << shift(Observation.HTTP_FAILURE)
            | COUNT << shift(Observation.TCP_FAILURE)
            | COUNT << shift(Observation.TIMEOUT);

    private final InetSocketAddress address;
    private final String name;
    private final AtomicLong packed = new AtomicLong();
    /** Null once it is over. */
    private volatile WarmUp warmUp;

    /**
     * @param name of the target; IPv6 literals in brackets
     */
    public AddressHealth(InetSocketAddress address, String name) {
        this.address = address;
        this.name = name;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Name of the target. */
    public String name() {
        return name;
    }

    public HealthState state() {
        return state(packed.get());
    }

    /** Whether requests may be sent here. */
    public boolean available() {
        return state().available();
    }

    /** Begins with a small part of the requests that this address should get. */
    void warmUp(WarmUp begun) {
        warmUp = begun;
    }

    /** Part of its requests that this address should get now: 1 but for the time after it came or came back. */
    public double share() {
        WarmUp begun = warmUp;
        if (begun == null) {
            return 1;
        }
        double share = begun.share(System.nanoTime());
        if (share == 1) {
            warmUp = null;
        }
        return share;
    }

    /**
     * Takes an observation.
     *
     * @param limit how many of its kind change the state; 0: it is not counted
     * @return whether this made the address available or unavailable
     */
    boolean report(Observation observation, int limit) {
        if (limit == 0) {
            return false;
        }
        while (true) {
            long before = packed.get();
            long after = next(before, observation, limit);
            if (after == before || packed.compareAndSet(before, after)) {
                return state(before).available() != state(after).available();
            }
        }
    }

    private static long next(long before, Observation observation, int limit) {
        HealthState state = state(before);
        boolean success = observation == Observation.SUCCESS;
        HealthState settled = success ? HealthState.HEALTHY : HealthState.UNHEALTHY;
        if (state == settled) {
            return before;
        }
        int shift = shift(observation);
        long count = Math.min((before >> shift & COUNT) + 1, COUNT);
        long kept = success ? before & ~FAILURES : before & ~(COUNT << shift(Observation.SUCCESS));
        long counts = kept & ~(COUNT << shift) & 0xFFFF_FFFFL | count << shift;
        return with(count >= limit ? settled : doubted(state), counts);
    }

    private static HealthState doubted(HealthState state) {
        return switch (state) {
            case HEALTHY -> HealthState.MOSTLY_HEALTHY;
            case UNHEALTHY -> HealthState.MOSTLY_UNHEALTHY;
            default -> state;
        };
    }

    /**
     * Sets the state, whatever was observed, and forgets what was counted.
     *
     * @return whether this made the address available or unavailable
     */
    boolean set(boolean healthy) {
        HealthState wanted = healthy ? HealthState.HEALTHY : HealthState.UNHEALTHY;
        long before = packed.getAndSet(with(wanted, 0));
        return state(before).available() != healthy;
    }

    private static int shift(Observation observation) {
        return observation.ordinal() * COUNT_BITS;
    }

    private static HealthState state(long packed) {
        return HealthState.of((int) (packed >> STATE_SHIFT));
    }

    private static long with(HealthState state, long counts) {
        return (long) state.ordinal() << STATE_SHIFT | counts;
    }

    @Override
    public String toString() {
        String ip = address.getAddress().getHostAddress();
        return name + " (" + ip + " port " + address.getPort() + ")";
    }
}
