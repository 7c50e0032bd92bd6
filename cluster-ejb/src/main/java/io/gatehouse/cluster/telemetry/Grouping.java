package io.gatehouse.cluster.telemetry;

import java.util.Locale;

/** What counts can be told apart by, beside time. */
public enum Grouping {
    SERVICE("service_id"),
    ROUTE("route_id"),
    CONSUMER("consumer_id"),
    STATUS_CLASS("status_class");

    private final String column;

    Grouping(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** How the Admin API calls it. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
