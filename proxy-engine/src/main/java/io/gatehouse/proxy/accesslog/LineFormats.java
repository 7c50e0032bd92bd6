package io.gatehouse.proxy.accesslog;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats that {@code proxy_access_log} may name: the built-in ones and the one that the settings define. */
final class LineFormats {
    static final String USUAL = "kong_log_format";

    private static final String KEY = "nginx_http_log_format";
    private static final Pattern NAME = Pattern.compile("\\s*(\\w+)\\s+(?:escape=(default|json|none)\\s+)?");
    private static final Pattern PIECE = Pattern.compile("(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*");

    private LineFormats() {}

    /**
     * @throws SettingsException when {@code nginx_http_log_format} is no format
     */
    static Map<String, LineFormat> of(Settings settings) {
        Map<String, LineFormat> formats = new TreeMap<>();
        formats.put(USUAL, LineFormat.KONG);
        formats.put("combined", LineFormat.COMBINED);
        settings.text(KEY).ifPresent(text -> define(text, formats));
        return formats;
    }

    private static void define(String text, Map<String, LineFormat> formats) {
        Matcher name = NAME.matcher(text);
        if (!name.lookingAt()) {
            throw refused("'" + text + "' does not begin with a name and a format");
        }
        StringBuilder format = new StringBuilder();
        Matcher piece = PIECE.matcher(text).region(name.end(), text.length());
        while (piece.lookingAt()) {
            format.append(
                    piece.group(1) != null ? piece.group(1) : piece.group(2).replaceAll("\\\\(.)", "$1"));
            piece.region(piece.end(), text.length());
        }
        if (format.isEmpty() || piece.regionStart() < text.length()) {
            throw refused("what follows the name " + name.group(1) + " is not in quotes");
        }
        String escape = name.group(2) == null ? "default" : name.group(2);
        try {
            formats.put(
                    name.group(1), LineFormat.of(format.toString(), Escaping.valueOf(escape.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static SettingsException refused(String reason) {
        return new SettingsException(
                List.of(KEY + ": " + reason + "; write it as: name [escape=default|json|none] '$remote_addr $status'"));
    }
}
