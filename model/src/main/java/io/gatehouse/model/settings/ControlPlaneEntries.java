package io.gatehouse.model.settings;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses of {@code cluster_control_plane}: one, or several with commas between them. */
final class ControlPlaneEntries {
    private static final String KEY = "cluster_control_plane";

    private ControlPlaneEntries() {}

    /** Returns the entries without surrounding blanks; an empty text has none. */
    static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    static void check(Settings settings, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (String entry : settings.controlPlanes()) {
            if (!AddressRules.isAuthority(entry)) {
                problems.error(KEY + " must be of form: <host>:<port>, got '" + entry + "'");
            } else if (!seen.add(entry)) {
                problems.error(KEY + " names '" + entry + "' twice; leave one of them out");
            } else if (entry.endsWith("]") || entry.indexOf(':') < 0) {
                problems.warning(KEY + " = '" + entry
                        + "' has no port and means port 443; control planes listen on 8005 by default");
            }
        }
    }
}
