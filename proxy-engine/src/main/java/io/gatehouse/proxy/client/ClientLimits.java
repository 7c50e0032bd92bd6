package io.gatehouse.proxy.client;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.http.HeadLimits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client connection may take in time and number.
 *
 * @param headMillis for the whole head of a request
 * @param bodyMillis between two reads of a body
 * @param sendMillis during which the client takes nothing of its response
 * @param idleMillis between two requests
 * @param requests on one connection
 * @param head size of a request's head
 */
public record ClientLimits(
        long headMillis, long bodyMillis, long sendMillis, long idleMillis, int requests, HeadLimits head) {
    private static final Pattern BUFFERS = Pattern.compile("(\\d{1,4})\\s+(\\d{1,7})([kKmM]?)");

    /** Reads them from the settings. */
    public static ClientLimits of(Settings settings) {
        return new ClientLimits(
                millis(settings, "nginx_http_client_header_timeout"),
                millis(settings, "nginx_http_client_body_timeout"),
                millis(settings, "nginx_http_send_timeout"),
                millis(settings, "nginx_http_keepalive_timeout"),
                settings.integer("nginx_http_keepalive_requests"),
                headLimits(
                        settings.text("nginx_http_large_client_header_buffers").orElse("4 8k")));
    }

    /** As nginx counts: a line must fit into one buffer, and a head into all of them. */
    private static HeadLimits headLimits(String buffers) {
        Matcher matcher = BUFFERS.matcher(buffers.trim());
        if (!matcher.matches()) {
            throw new SettingsException(List.of("nginx_http_large_client_header_buffers = '" + buffers
                    + "' is not a number and a size; use for example '4 8k'"));
        }
        int unit = switch (matcher.group(3)) {
            case "k", "K" -> 1024;
            case "m", "M" -> 1024 * 1024;
            default -> 1;
        };
        int line = Integer.parseInt(matcher.group(2)) * unit;
        return new HeadLimits(line, line * Integer.parseInt(matcher.group(1)));
    }

    private static long millis(Settings settings, String key) {
        return settings.duration(key).orElse(Duration.ofSeconds(60)).toMillis();
    }
}
