package io.gatehouse.admin.gui;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code kconfig.js}, which tells pages where the Admin API is. Every value is a text, as pages parse them themselves; what
 * is unset is empty.
 */
final class GuiScript {
    static final String NAME = "kconfig.js";

    private GuiScript() {}

    static String of(Settings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ADMIN_API_URL", settings.text("admin_gui_api_url").orElse(""));
        values.put("ADMIN_API_PORT", port(settings, false));
        values.put("ADMIN_API_SSL_PORT", port(settings, true));
        values.put("ANONYMOUS_REPORTS", Boolean.toString(settings.flag("anonymous_reports")));
        values.put("ADMIN_GUI_PATH", settings.requiredText("admin_gui_path"));
        return values.entrySet().stream()
                .map(value -> "  '" + value.getKey() + "': '" + escaped(value.getValue()) + "'")
                .collect(Collectors.joining(",\n", "window.K_CONFIG = {\n", "\n}\n"));
    }

    private static String port(Settings settings, boolean ssl) {
        return settings.listeners("admin_listen").stream()
                .filter(listener -> listener.ssl() == ssl)
                .findFirst()
                .map(Listener::port)
                .map(String::valueOf)
                .orElse("");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("<", "\\x3c");
    }
}
