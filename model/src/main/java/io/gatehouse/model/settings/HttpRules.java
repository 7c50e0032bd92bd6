package io.gatehouse.model.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rules of what is added to messages, of tracing, and of the Manager's path. */
final class HttpRules {
    private static final Set<String> CIPHER_SUITES = Set.of("modern", "intermediate", "old", "fips", "custom");
    private static final List<String> TRACING = List.of(
            "off",
            "request",
            "all",
            "db_query",
            "dns_query",
            "router",
            "http_client",
            "balancer",
            "plugin_rewrite",
            "plugin_access",
            "plugin_header_filter");

    private HttpRules() {}

    static void check(Settings settings, Problems problems) {
        checkTokens(settings, "headers", ResponseHeaders.RESPONSE, problems);
        checkTokens(settings, "headers_upstream", ResponseHeaders.UPSTREAM, problems);
        settings.text("ssl_cipher_suite")
                .filter(suite -> !CIPHER_SUITES.contains(suite))
                .ifPresent(suite -> problems.error("Undefined cipher suite " + suite));
        checkTracing(settings, problems);
        if (settings.text("worker_consistency").filter("strict"::equals).isPresent()) {
            problems.warning(
                    "the configuration value 'strict' for configuration property 'worker_consistency' is deprecated");
        }
        settings.text("admin_gui_path").ifPresent(path -> checkManagerPath(path, problems));
    }

    private static void checkTokens(Settings settings, String key, ResponseHeaders known, Problems problems) {
        settings.list(key).stream()
                .filter(token -> !known.knows(token.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(token -> problems.error(key + ": invalid entry '" + token + "'"));
    }

    private static void checkTracing(Settings settings, Problems problems) {
        List<String> types = settings.list("tracing_instrumentations");
        types.stream()
                .filter(type -> !TRACING.contains(type))
                .findFirst()
                .ifPresent(type -> problems.error("invalid tracing type: " + type));
        if (types.contains("off") && types.size() > 1) {
            problems.error("invalid tracing types: off, other types are mutually exclusive");
        }
        double rate = settings.optionalNumber("tracing_sampling_rate").orElse(0.0);
        if (!types.isEmpty() && !types.contains("off") && (rate < 0 || rate > 1)) {
            problems.error("tracing_sampling_rate must be between 0 and 1");
        }
    }

    private static void checkManagerPath(String path, Problems problems) {
        if (!path.startsWith("/")) {
            problems.error("admin_gui_path must start with a slash ('/')");
        }
        if (path.length() > 1 && path.endsWith("/")) {
            problems.error("admin_gui_path must not end with a slash ('/')");
        }
        if (!path.matches("[A-Za-z0-9_/-]*")) {
            problems.error(
                    "admin_gui_path can only contain letters, digits, hyphens ('-'), underscores ('_'), and slashes ('/')");
        }
        if (path.contains("//")) {
            problems.error("admin_gui_path must not contain continuous slashes ('/')");
        }
    }
}
