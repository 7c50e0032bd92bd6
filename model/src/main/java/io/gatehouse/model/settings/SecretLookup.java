package io.gatehouse.model.settings;

import io.gatehouse.model.vault.EnvironmentVault;
import io.gatehouse.model.vault.VaultException;
import io.gatehouse.model.vault.VaultReference;
import java.util.List;
import java.util.Map;

/** Resolves references in settings. The settings that say which vaults there are cannot be references themselves. */
final class SecretLookup {
    private final EnvironmentVault environmentVault;
    private final boolean enabled;

    SecretLookup(Map<String, String> environment, SettingLayers layers) {
        environmentVault = new EnvironmentVault(environment, text(layers, "vault_env_prefix", ""));
        List<String> vaults = List.of(text(layers, "vaults", "bundled").split("\\s*,\\s*"));
        enabled = vaults.contains("bundled") || vaults.contains(EnvironmentVault.NAME);
    }

    /**
     * Returns the secret.
     *
     * @throws VaultException when there is no such vault or nothing in it
     */
    String resolve(String text) {
        VaultReference reference = VaultReference.parse(text);
        if (!enabled || !reference.vault().equals(EnvironmentVault.NAME)) {
            throw new VaultException("could not find vault (" + reference.vault() + ")");
        }
        return environmentVault.resolve(reference);
    }

    private static String text(SettingLayers layers, String key, String otherwise) {
        return layers.find(key).map(given -> given.text().strip()).orElse(otherwise);
    }
}
