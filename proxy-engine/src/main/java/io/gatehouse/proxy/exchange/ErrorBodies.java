package io.gatehouse.proxy.exchange;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The bodies of errors: by the gateway's own templates, or by those of the settings {@code error_template_*}. Immutable. */
final class ErrorBodies {
    private final Map<ErrorType, ErrorTemplate> templates = new EnumMap<>(ErrorType.class);

    private ErrorBodies() {}

    /**
     * Reads the templates that the settings name; a relative path starts at the prefix.
     *
     * @throws SettingsException for a file that cannot be read or is no template
     */
    static ErrorBodies of(Settings settings) {
        ErrorBodies bodies = new ErrorBodies();
        bodies.templates.put(ErrorType.GRPC, ErrorType.GRPC.template());
        bodies.put(ErrorType.HTML, settings, "error_template_html");
        bodies.put(ErrorType.JSON, settings, "error_template_json");
        bodies.put(ErrorType.XML, settings, "error_template_xml");
        bodies.put(ErrorType.PLAIN, settings, "error_template_plain");
        return bodies;
    }

    private void put(ErrorType type, Settings settings, String key) {
        templates.put(
                type,
                settings.text(key)
                        .map(path -> read(key, settings.prefix().resolve(path)))
                        .orElseGet(type::template));
    }

    private static ErrorTemplate read(String key, Path file) {
        try {
            return ErrorTemplate.of(Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException(List.of(key + ": " + file + " cannot be read; name a UTF-8 text file"));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(key + ": " + file + " is no template: " + e.getMessage()
                    + "; use it once for the message and once for the request id"));
        }
    }

    /** A body with its texts escaped as the type demands. */
    String body(ErrorType type, String message, String requestId) {
        return templates.get(type).body(type.escape(message), requestId);
    }
}
