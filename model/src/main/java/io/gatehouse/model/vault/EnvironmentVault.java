package io.gatehouse.model.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The vault {@code env}: secrets are environment variables of the process. Immutable. */
public final class EnvironmentVault {
    /** The name by which references mean this vault. */
    public static final String NAME = "env";

    private final Map<String, String> environment;
    private final String prefix;

    /**
     * Makes a vault of the given variables.
     *
     * @param prefix put before the resource of each reference that has no option {@code prefix}; may be empty
     */
    public EnvironmentVault(Map<String, String> environment, String prefix) {
        this.environment = Map.copyOf(environment);
        this.prefix = prefix;
    }

    /**
     * Returns the secret that a reference means. The variable is prefix and resource in upper case with underscores for
     * dashes; version 2 is the variable of that name with {@code _PREVIOUS} behind it.
     *
     * @throws VaultException when there is no such variable or no such field in it
     */
    public String resolve(VaultReference reference) {
        String name = (reference.options().getOrDefault("prefix", prefix) + reference.resource())
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
        int version = reference.version().orElse(1);
        if (version > 2 || version < 1) {
            throw unavailable("no value found");
        }
        String value = environment.get(version == 2 ? name + "_PREVIOUS" : name);
        if (value == null) {
            throw unavailable("no value found");
        }
        return reference.key().map(key -> field(value, key)).orElse(value);
    }

    private static String field(String value, String key) {
        JsonNode document;
        try {
            // made here, as few settings need it and every node reads its settings before anything else
            document = new ObjectMapper().readTree(value);
        } catch (JsonProcessingException e) {
            throw unavailable("could not get subfield value: the secret is not JSON");
        }
        JsonNode field = Optional.ofNullable(document.get(key))
                .orElseThrow(() ->
                        unavailable("could not get subfield value: subfield " + key + " not found in JSON secret"));
        if (!field.isTextual()) {
            throw unavailable("could not get subfield value: unexpected "
                    + field.getNodeType().name().toLowerCase(Locale.ROOT)
                    + " value in JSON secret for subfield " + key);
        }
        return field.textValue();
    }

    private static VaultException unavailable(String why) {
        return new VaultException("could not get value from external vault (" + why + ")");
    }
}
