package io.gatehouse.model.link;

import java.util.Locale;

/** What a control plane knows about a data plane's ability to take its configuration. */
public enum SyncStatus {
    UNKNOWN,
    NORMAL,
    KONG_VERSION_INCOMPATIBLE,
    PLUGIN_SET_INCOMPATIBLE,
    PLUGIN_VERSION_INCOMPATIBLE,
    FILTER_SET_INCOMPATIBLE;

    /** Returns the value of {@code sync_status} in the Admin API and the database. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
