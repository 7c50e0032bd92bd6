package io.gatehouse.cluster.settings;

import io.gatehouse.model.settings.Settings;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings as MicroProfile Config properties of the same names, such as {@code cluster_listen}; lists are comma
 * separated. It comes before the environment, whose variables have had their say in the settings already.
 */
public final class SettingsConfigSource implements ConfigSource {
    private static final int BEFORE_SYSTEM_PROPERTIES = 450;

    private final Settings settings = NodeSettings.settings();

    @Override
    public Set<String> getPropertyNames() {
        return settings.keys();
    }

    @Override
    public String getValue(String name) {
        return settings.keys().contains(name) ? settings.plainText(name).orElse(null) : null;
    }

    @Override
    public String getName() {
        return "kong.conf and KONG_* environment";
    }

    @Override
    public int getOrdinal() {
        return BEFORE_SYSTEM_PROPERTIES;
    }
}
