package io.gatehouse.model.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of one node: environment over file over defaults, checked as a whole. Immutable and thread-safe.
 *
 * <p>A getter for a type that is not the setting's own is a mistake in the program and fails with
 * {@link IllegalArgumentException}, as does a key that {@code settings.yaml} does not list.
 */
public final class Settings {
    private final Map<String, SettingValue> values;
    private final List<String> warnings;
    private final Function<Optional<Path>, Settings> again;
    private final Map<String, Boolean> sentHeaders;

    /** @param again reads the sources once more, with another file if it is given one */
    Settings(Map<String, SettingValue> values, List<String> warnings, Function<Optional<Path>, Settings> again) {
        this.values = values;
        this.warnings = List.copyOf(warnings);
        this.again = again;
        // asked for with every request
        this.sentHeaders = ResponseHeaders.RESPONSE.enabled(list("headers"));
    }

    /**
     * Reads the settings of a node that is about to start.
     *
     * @param environment variables of the process; those that begin with {@code KONG_} are settings
     * @param file the configuration file; empty takes {@code /etc/kong/kong.conf} or {@code /etc/kong.conf} if there is one
     * @param overrides values by key that win over all others, such as the prefix of the command line
     * @throws SettingsException with every problem, when there is one
     */
    public static Settings load(Map<String, String> environment, Optional<Path> file, Map<String, String> overrides) {
        return SettingsReader.forStart(environment).read(file, overrides);
    }

    /**
     * Reads the settings of a program that has only one role: as {@link #load}, and a role that is left open is that one.
     *
     * @throws SettingsException with every problem, also when the settings are those of another role
     */
    public static Settings loadAs(
            Role role, Map<String, String> environment, Optional<Path> file, Map<String, String> overrides) {
        return SettingsReader.forStart(environment).only(role).read(file, overrides);
    }

    /**
     * Reads settings to judge them only: as {@link #load}, but references to secrets need not be resolvable here.
     *
     * @throws SettingsException with every problem, when there is one
     */
    public static Settings check(Map<String, String> environment, Path file) {
        return SettingsReader.forCheck(environment).read(Optional.of(file), Map.of());
    }

    /**
     * Returns what the same sources say now, for the few settings that may change while a node runs.
     *
     * @throws SettingsException when a start with them would fail
     */
    public Settings reread() {
        return again.apply(Optional.empty());
    }

    /**
     * As {@link #reread()}, with another configuration file, which is also the one that is read from then on.
     *
     * @throws SettingsException when a start with them would fail
     */
    public Settings reread(Path file) {
        return again.apply(Optional.of(file));
    }

    /** Returns what the user should know though the node can start: unknown, unsupported and deprecated settings. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns what this node is. */
    public Role role() {
        return Role.of(requiredText("role"));
    }

    /** Returns the working directory, absolute; it need not exist. */
    public Path prefix() {
        return Path.of(requiredText("prefix")).toAbsolutePath().normalize();
    }

    /** Returns whether configuration lives in PostgreSQL and not in memory. */
    public boolean hasDatabase() {
        return requiredText("database").equals("postgres");
    }

    /** Returns the value of a setting that is one text; empty when it is unset. */
    public Optional<String> text(String key) {
        SettingValue value = value(key);
        if (value.definition().type().isList()) {
            throw new IllegalArgumentException(key + " is a list");
        }
        return value.text();
    }

    /**
     * Returns the value of a setting that has a default or is checked at the start.
     *
     * @throws SettingsException when it is unset nevertheless
     */
    public String requiredText(String key) {
        return text(key)
                .orElseThrow(() -> new SettingsException(List.of(key + " must be specified; set it in the file or as "
                        + value(key).definition().environmentName())));
    }

    /** Returns a number; fractions are cut off. */
    public int integer(String key) {
        return (int) number(key);
    }

    /** Returns a number that has a default. */
    public double number(String key) {
        return optionalNumber(key).orElseThrow(() -> new IllegalArgumentException(key + " is unset"));
    }

    /** Returns a number; empty when it is unset. */
    public Optional<Double> optionalNumber(String key) {
        return typed(key, Double::valueOf, SettingDefinition.Type.NUMBER);
    }

    /** Returns whether a switch is on; an unset one is off. */
    public boolean flag(String key) {
        return typed(key, SettingsReader::isOn, SettingDefinition.Type.BOOLEAN, SettingDefinition.Type.SWITCH)
                .orElse(false);
    }

    /** Returns a size in bytes; empty when it is unset. */
    public Optional<Long> bytes(String key) {
        return typed(key, Quantity::bytes, SettingDefinition.Type.SIZE);
    }

    /** Returns a duration; empty when it is unset. */
    public Optional<Duration> duration(String key) {
        return typed(key, Quantity::duration, SettingDefinition.Type.DURATION);
    }

    /** Returns the entries of a list, in order; empty when it is unset. */
    public List<String> list(String key) {
        SettingValue value = value(key);
        if (!value.definition().type().isList()) {
            throw new IllegalArgumentException(key + " is no list");
        }
        return value.texts();
    }

    /** Returns the names of all settings there are, set or not. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Returns any setting as one text, the entries of a list separated by commas; empty when it is unset. */
    public Optional<String> plainText(String key) {
        List<String> texts = value(key).texts();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", texts));
    }

    /** Returns where a {@code *_listen} setting makes the node listen; empty for {@code off}. */
    public List<Listener> listeners(String key) {
        return switch (value(key).definition().type()) {
            case LISTEN -> ListenerSyntax.HTTP.read(key, list(key));
            case STREAM_LISTEN -> ListenerSyntax.STREAM.read(key, list(key));
            default -> throw new IllegalArgumentException(key + " is no list of listeners");
        };
    }

    /** Returns the folder of the pages of a user interface, if there is one. */
    public Optional<Path> guiFolder() {
        return Optional.of(prefix().resolve("gui")).filter(Files::isDirectory);
    }

    /** Returns where those pages are offered: {@code admin_gui_listen}, and nowhere while there are none. */
    public List<Listener> guiListeners() {
        return guiFolder().isPresent() ? listeners("admin_gui_listen") : List.of();
    }

    /** Returns the tokens that callers of the Admin API must have one of; empty when none is asked for. */
    public List<AdminToken> adminTokens() {
        return list("admin_auth_tokens").stream()
                .map(AdminToken::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the path a setting names, relative ones under the prefix; empty when it is unset or {@code off}. */
    public Optional<Path> pathInPrefix(String key) {
        return text(key)
                .filter(text -> !text.equals("off"))
                .map(text -> prefix().resolve(text).normalize());
    }

    /** Returns whether the user gave the setting, in the file, the environment or on the command line. */
    public boolean isSet(String key) {
        return value(key).isSet();
    }

    /** Returns whether the setting {@code headers} lets answers carry this header of the gateway's own, {@code Server}. */
    public boolean sendsHeader(String name) {
        return sentHeaders.getOrDefault(name, false);
    }

    /** Returns the entries of {@code cluster_control_plane}, each {@code host:port} or {@code host}, in order. */
    public List<String> controlPlanes() {
        return ControlPlaneEntries.split(text("cluster_control_plane").orElse(""));
    }

    /** Returns whether a data plane keeps its configuration on disk. */
    public boolean keepsCache() {
        return !requiredText(CacheRules.MODE).equals("off");
    }

    /** Returns whether what is kept is encrypted; asking for a cipher asks for encryption. */
    public boolean encryptsCache() {
        return keepsCache()
                && (requiredText(CacheRules.MODE).equals("encrypted")
                        || !requiredText(CacheRules.CIPHER).equals("off"));
    }

    /** Returns the secret of {@code data_plane_config_cache_key}, 32 bytes; empty when it is unset. */
    public Optional<byte[]> cacheSecret() {
        return text(CacheRules.KEY).map(CacheSecret::parse);
    }

    /** Returns the labels of this data plane, in the order given. */
    public Map<String, String> labels() {
        return ClusterLabels.parse(list("cluster_dp_labels"));
    }

    /**
     * Returns the names that the setting {@code plugins} loads.
     *
     * @param bundled names that the word {@code bundled} stands for
     * @throws SettingsException when a name is not among them
     */
    public Set<String> plugins(Set<String> bundled) {
        return PluginNames.select(list("plugins"), bundled);
    }

    /**
     * Returns everything in the form of {@code GET /} and of a data plane's introduction: typed, with secrets masked, with
     * references in place of what vaults keep, and with what is derived, such as the parsed listeners.
     */
    public Map<String, Object> effective() {
        return new EffectiveConfiguration(this, values.values()).describe();
    }

    SettingValue value(String key) {
        SettingValue value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting " + key);
        }
        return value;
    }

    private <T> Optional<T> typed(String key, Function<String, T> parse, SettingDefinition.Type... types) {
        SettingValue value = value(key);
        if (!List.of(types).contains(value.definition().type())) {
            throw new IllegalArgumentException(
                    key + " is a " + value.definition().type());
        }
        return value.text().map(parse);
    }
}
