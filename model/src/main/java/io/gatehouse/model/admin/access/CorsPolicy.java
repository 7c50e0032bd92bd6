package io.gatehouse.model.admin.access;

import java.util.List;
import java.util.Optional;

/**
 * Which origin may read answers.
 *
 * @param origins origins of the user interface, of {@code admin_gui_url}; when empty, every origin may
 */
public record CorsPolicy(List<String> origins) {

    public CorsPolicy {
        origins = List.copyOf(origins);
    }

    /** The value of {@code Access-Control-Allow-Origin} for a request from this origin. */
    public String allowedOrigin(Optional<String> requestOrigin) {
        if (origins.isEmpty()) {
            return requestOrigin.orElse("*");
        }
        return requestOrigin.filter(origins::contains).orElse(origins.get(0));
    }
}
