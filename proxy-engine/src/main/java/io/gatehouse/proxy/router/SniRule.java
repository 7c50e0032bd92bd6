package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code snis} of a route.
 *
 * @param ends from {@code *.name}
 * @param starts from {@code name.*}
 */
record SniRule(Set<String> names, List<String> ends, List<String> starts) {

    static SniRule of(List<String> snis) {
        Set<String> names = new HashSet<>();
        List<String> ends = new ArrayList<>();
        List<String> starts = new ArrayList<>();
        for (String configured : snis) {
            String sni = configured.endsWith(".") ? configured.substring(0, configured.length() - 1) : configured;
            if (sni.startsWith("*")) {
                ends.add(sni.substring(1));
            } else if (sni.endsWith("*")) {
                starts.add(sni.substring(0, sni.length() - 1));
            } else {
                names.add(sni);
            }
        }
        return new SniRule(names, ends, starts);
    }

    boolean matches(String sni) {
        if (sni.isEmpty()) {
            return false;
        }
        if (names.contains(sni)) {
            return true;
        }
        for (String end : ends) {
            if (sni.endsWith(end)) {
                return true;
            }
        }
        for (String start : starts) {
            if (sni.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    boolean literal() {
        return ends.isEmpty() && starts.isEmpty();
    }
}
