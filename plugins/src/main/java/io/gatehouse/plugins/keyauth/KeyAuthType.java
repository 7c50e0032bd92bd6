package io.gatehouse.plugins.keyauth;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;
import java.util.List;
import java.util.Optional;

/** Announces key-auth. */
public final class KeyAuthType implements PluginType {
    static final CredentialIndex BY_KEY = new CredentialIndex("keyauth_credentials", "key", Optional.of("id"));

    private final PluginDefinition definition =
            PluginDefinition.read(KeyAuthType.class.getResourceAsStream("key-auth.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public List<CredentialIndex> credentialIndexes() {
        return List.of(BY_KEY);
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        return new KeyAuth(configuration.as(KeyAuthConfig.class), context);
    }
}
