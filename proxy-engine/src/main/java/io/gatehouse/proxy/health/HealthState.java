package io.gatehouse.proxy.health;

/** What is thought of an address. The two in the middle are on their way to the other side, but not there yet. */
public enum HealthState {
    HEALTHY(true),
    MOSTLY_HEALTHY(true),
    UNHEALTHY(false),
    MOSTLY_UNHEALTHY(false);

    private static final HealthState[] ALL = values();

    private final boolean available;

    HealthState(boolean available) {
        this.available = available;
    }

    /** Whether requests are sent there. */
    public boolean available() {
        return available;
    }

    static HealthState of(int ordinal) {
        return ALL[ordinal];
    }
}
