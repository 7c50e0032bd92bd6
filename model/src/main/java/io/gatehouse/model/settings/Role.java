package io.gatehouse.model.settings;

import java.util.Arrays;
import java.util.Locale;

/** What a node is in a deployment. */
public enum Role {
    /** Owns the database and the Admin API; never proxies. */
    CONTROL_PLANE,
    /** Proxies with what a control plane sends; has no database and no Admin API. */
    DATA_PLANE,
    /** Both in one process: with a database, or without one from a declarative file. */
    TRADITIONAL;

    /** Returns the value of the setting {@code role}, as in {@code control_plane}. */
    public String settingValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the letter that stands for this role in {@code settings.yaml}. */
    char letter() {
        return name().charAt(0);
    }

    static Role of(String settingValue) {
        return Arrays.stream(values())
                .filter(role -> role.settingValue().equals(settingValue))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such role: " + settingValue));
    }
}
