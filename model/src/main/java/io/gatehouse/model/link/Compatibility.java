package io.gatehouse.model.link;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a data plane may take a configuration.
 *
 * @param status what the control plane notes about the data plane
 * @param accepted whether the session goes on (version) or the configuration is sent (plugins)
 * @param message why not, or what is worth a line in the log; fit for the log
 */
public record Compatibility(SyncStatus status, boolean accepted, Optional<String> message) {
    private static final Pattern VERSION = Pattern.compile("^(\\d{1,9})\\.(\\d{1,9})\\.\\d+");
    private static final Compatibility FINE = new Compatibility(SyncStatus.NORMAL, true, Optional.empty());

    /** Judges the version a data plane announced, before anything is sent. The same major, and no newer minor, will do. */
    public static Compatibility ofVersions(String controlPlane, String dataPlane) {
        Matcher own = VERSION.matcher(controlPlane);
        Matcher other = VERSION.matcher(dataPlane);
        if (!own.find()) {
            throw new IllegalArgumentException("'" + controlPlane + "' is no version");
        }
        String accepted = " (" + own.group(1) + ".x.y are accepted)";
        if (!other.find()) {
            return refused("data plane version is incompatible with control plane version " + controlPlane + accepted);
        }
        if (!own.group(1).equals(other.group(1))) {
            return refused("data plane version " + dataPlane + " is incompatible with control plane version "
                    + controlPlane + accepted);
        }
        int ownMinor = Integer.parseInt(own.group(2));
        int otherMinor = Integer.parseInt(other.group(2));
        if (otherMinor > ownMinor) {
            return refused("data plane version " + dataPlane + " is incompatible with older control plane version "
                    + controlPlane);
        }
        return otherMinor == ownMinor
                ? FINE
                : new Compatibility(
                        SyncStatus.NORMAL,
                        true,
                        Optional.of("data plane minor version " + dataPlane
                                + " is different to control plane minor version " + controlPlane));
    }

    /**
     * Judges, before a configuration is sent, whether the data plane has the plugins in it.
     *
     * @param configured names of the plugins in the configuration
     * @param controlPlane versions of the control plane's plugins, by name
     * @param dataPlane what the data plane said it has
     */
    public static Compatibility ofPlugins(
            Collection<String> configured,
            Map<String, Optional<String>> controlPlane,
            Map<String, Optional<String>> dataPlane) {
        for (String name : configured) {
            Optional<String> own = controlPlane.getOrDefault(name, Optional.empty());
            Optional<String> other = dataPlane.get(name);
            if (other == null) {
                return withheld(
                        SyncStatus.PLUGIN_SET_INCOMPATIBLE,
                        "configured " + name + " plugin " + own.orElse("(unknown version)")
                                + " is missing from data plane");
            }
            boolean known = own.isPresent() && other.isPresent();
            if (known && !fits(name, own.get(), other.get())) {
                return withheld(
                        SyncStatus.PLUGIN_VERSION_INCOMPATIBLE,
                        "configured data plane " + name + " plugin version " + other.get()
                                + " is different to control plane plugin version " + own.get());
            }
        }
        return FINE;
    }

    private static boolean fits(String name, String controlPlane, String dataPlane) {
        if (name.equals("opentelemetry") && dataPlane.startsWith("0.1.")) {
            return true;
        }
        Matcher own = VERSION.matcher(controlPlane);
        Matcher other = VERSION.matcher(dataPlane);
        if (!own.find() || !other.find()) {
            return true;
        }
        return own.group(1).equals(other.group(1))
                && Integer.parseInt(own.group(2)) >= Integer.parseInt(other.group(2));
    }

    private static Compatibility refused(String message) {
        return new Compatibility(SyncStatus.KONG_VERSION_INCOMPATIBLE, false, Optional.of(message));
    }

    private static Compatibility withheld(SyncStatus status, String message) {
        return new Compatibility(status, false, Optional.of(message));
    }
}
