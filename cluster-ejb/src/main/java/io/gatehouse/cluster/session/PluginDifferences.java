package io.gatehouse.cluster.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Tells how a data plane's plugins differ from the control plane's. For information only: what counts is whether the plugins that are
 * configured fit, and that is judged before every push.
 */
final class PluginDifferences {

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");

    private final Map<String, Optional<String>> own;

    /** @param own versions of this control plane's plugins by name */
    PluginDifferences(Map<String, Optional<String>> own) {
        this.own = new TreeMap<>(own);
    }

    /** Logs one line for each difference; a patch level is none. */
    void log(Map<String, Optional<String>> theirs, Logger log, String label) {
        own.forEach((name, version) -> {
            Optional<String> other = theirs.get(name);
            if (other == null) {
                log.warn("{} plugin {} is missing from data plane{}", name, version.orElse(""), label);
            } else if (version.isEmpty() || other.isEmpty()) {
                log.info("the version of the {} plugin is not known on both sides{}", name, label);
            } else {
                compare(name, version.get(), other.get(), log, label);
            }
        });
    }

    private static void compare(String name, String version, String other, Logger log, String label) {
        Matcher mine = VERSION.matcher(version);
        Matcher theirs = VERSION.matcher(other);
        if (!mine.find() || !theirs.find() || mine.group().equals(theirs.group())) {
            return;
        }
        String line = "data plane {} plugin version {} is different to control plane plugin version {}{}";
        if (mine.group(1).equals(theirs.group(1))) {
            log.info(line, name, other, version, label);
        } else {
            log.warn(line, name, other, version, label);
        }
    }
}
