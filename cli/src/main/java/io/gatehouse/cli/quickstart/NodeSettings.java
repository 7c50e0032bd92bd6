package io.gatehouse.cli.quickstart;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.SettingDefinition;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of the quickstart's two nodes. Each has a generated file; variables of the user win over it, except for
 * what makes the two a pair.
 */
final class NodeSettings {
    /** Set by the quickstart alone. */
    private static final Set<String> FIXED = Set.of(
            "role", "prefix", "database", "cluster_cert", "cluster_cert_key", "cluster_control_plane", "cluster_mtls");

    /** The two status listeners are this far apart, so that one variable moves both. */
    private static final int STATUS_PORT_DISTANCE = 100;

    private static final String JAVA_OPTIONS = "GATEHOUSE_JAVA_OPTS";
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Installation installation;
    private final Map<String, String> environment;

    NodeSettings(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    /**
     * Writes the files of both nodes.
     *
     * @throws io.gatehouse.model.settings.SettingsException when the user's variables make no sense
     */
    void write() throws IOException {
        Map<String, String> shared = Map.of(
                "cluster_cert", installation.certificate().toString(),
                "cluster_cert_key", installation.key().toString());
        Map<String, String> controlPlane = new TreeMap<>(shared);
        controlPlane.put("role", Role.CONTROL_PLANE.settingValue());
        controlPlane.put("prefix", installation.controlPlanePrefix().toString());
        // in the file as well, for the command that asks how the nodes are
        Optional.ofNullable(environment.get("KONG_STATUS_LISTEN"))
                .ifPresent(status -> controlPlane.put("status_listen", status));
        write(installation.controlPlaneConfiguration(), "control plane", controlPlane);

        Settings started = controlPlane();
        Map<String, String> dataPlane = new TreeMap<>(shared);
        dataPlane.put("role", Role.DATA_PLANE.settingValue());
        dataPlane.put("prefix", installation.dataPlanePrefix().toString());
        dataPlane.put("database", "off");
        dataPlane.put(
                "cluster_control_plane",
                started.listeners("cluster_listen").get(0).localAuthority());
        dataPlane.put("status_listen", dataPlaneStatus(started));
        dataPlane.put(
                "proxy_access_log", installation.logs().resolve("access.log").toString());
        write(installation.dataPlaneConfiguration(), "data plane", dataPlane);
    }

    Settings controlPlane() {
        return Settings.load(
                environment(Role.CONTROL_PLANE), Optional.of(installation.controlPlaneConfiguration()), Map.of());
    }

    Settings dataPlane() {
        return Settings.load(
                environment(Role.DATA_PLANE), Optional.of(installation.dataPlaneConfiguration()), Map.of());
    }

    /** Returns the environment of a node's process: the user's, without settings that are not for it. */
    Map<String, String> environment(Role role) {
        Map<String, String> kept = new LinkedHashMap<>(environment);
        kept.keySet().removeIf(name -> isForeign(name, role));
        if (role == Role.CONTROL_PLANE) {
            // a large application that answers few requests here: it starts in half the time without the second
            // compiler
            kept.merge(JAVA_OPTIONS, QUICK_START, (user, quick) -> quick + ' ' + user);
        }
        return kept;
    }

    private static boolean isForeign(String variable, Role role) {
        if (!variable.startsWith(SettingsTable.ENVIRONMENT_PREFIX)) {
            return false;
        }
        String key =
                variable.substring(SettingsTable.ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT);
        Optional<SettingDefinition> definition = SettingsTable.table().find(key);
        return FIXED.contains(key)
                || role == Role.DATA_PLANE && key.equals("status_listen")
                || definition.isPresent() && !definition.get().roles().contains(role);
    }

    private static String dataPlaneStatus(Settings controlPlane) {
        return controlPlane.listeners("status_listen").stream()
                .map(listener -> Addresses.authority(listener.host(), listener.port() + STATUS_PORT_DISTANCE)
                        + (listener.ssl() ? " ssl" : ""))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), text -> text.isEmpty() ? "127.0.0.1:8107" : text));
    }

    private static void write(Path file, String node, Map<String, String> values) throws IOException {
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue().replace("#", "\\#") + '\n')
                .collect(Collectors.joining());
        Files.writeString(
                file,
                "# The " + node + " of ./gatehouse quickstart, written at each start. Variables KONG_* win over it.\n"
                        + text);
    }

    /** Returns the first listener with or without TLS. */
    static Optional<Listener> first(Settings settings, String key, boolean tls) {
        return settings.listeners(key).stream()
                .filter(listener -> listener.ssl() == tls)
                .findFirst();
    }
}
