package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;

/** Former forms of what is no plugin. */
final class CoreRules {
    /** Types that learned when they were changed in 3.3. */
    static final List<String> NEWLY_DATED = List.of(
            "ca_certificates", "certificates", "consumers", "targets", "upstreams", "plugins", "workspaces", "snis");

    private static final List<String> TLS_FIELDS =
            List.of("client_certificate", "tls_verify", "tls_verify_depth", "ca_certificates");

    private CoreRules() {}

    static RowRule without(String field) {
        return (row, warnings) -> row.remove(field) != null;
    }

    /** Services of protocol {@code tls} had no TLS settings before 3.2. */
    static boolean tlsServices(ObjectNode row, Consumer<String> warnings) {
        if (!row.path("protocol").asText().equals("tls")) {
            return false;
        }
        boolean changed = false;
        for (String field : TLS_FIELDS) {
            if (row.hasNonNull(field)) {
                row.putNull(field);
                changed = true;
                warnings.accept("service '" + row.path("name").asText() + "' of protocol tls contains '" + field
                        + "' which is incompatible with dataplane and will be ignored");
            }
        }
        return changed;
    }

    static boolean latencyBalancing(ObjectNode row, Consumer<String> warnings) {
        return row.path("algorithm").asText().equals("latency")
                && Fields.set(row, "algorithm", TextNode.valueOf("round-robin"));
    }

    /** The prefix of environment variables could have no dashes. */
    static boolean vaultPrefixes(ObjectNode row, Consumer<String> warnings) {
        String prefix = Fields.get(row, "config.prefix").asText();
        return row.path("name").asText().equals("env")
                && prefix.indexOf('-') >= 0
                && Fields.set(row, "config.prefix", TextNode.valueOf(prefix.replace('-', '_')));
    }
}
