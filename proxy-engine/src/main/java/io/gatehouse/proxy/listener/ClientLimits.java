package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Settings;
import java.time.Duration;

/**
 * What a client connection may take in time and number.
 *
 * @param headMillis for the whole head of a request
 * @param bodyMillis between two reads of a body
 * @param sendMillis during which the client takes nothing of its response
 * @param idleMillis between two requests
 * @param requests on one connection
 */
record ClientLimits(long headMillis, long bodyMillis, long sendMillis, long idleMillis, int requests) {

    static ClientLimits of(Settings settings) {
        return new ClientLimits(
                millis(settings, "nginx_http_client_header_timeout"),
                millis(settings, "nginx_http_client_body_timeout"),
                millis(settings, "nginx_http_send_timeout"),
                millis(settings, "nginx_http_keepalive_timeout"),
                settings.integer("nginx_http_keepalive_requests"));
    }

    private static long millis(Settings settings, String key) {
        return settings.duration(key).orElse(Duration.ofSeconds(60)).toMillis();
    }
}
