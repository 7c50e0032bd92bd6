package io.gatehouse.model.admin.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {

    @Test
    void allowsEveryOriginWhereNoneIsConfigured() {
        CorsPolicy open = new CorsPolicy(List.of());
        assertEquals("*", open.allowedOrigin(Optional.empty()));
        assertEquals("http://a.b", open.allowedOrigin(Optional.of("http://a.b")));
    }

    @Test
    void allowsConfiguredOriginsOnly() {
        CorsPolicy closed = new CorsPolicy(List.of("https://gui.one", "https://gui.two"));
        assertEquals("https://gui.two", closed.allowedOrigin(Optional.of("https://gui.two")));
        assertEquals("https://gui.one", closed.allowedOrigin(Optional.of("https://evil")));
        assertEquals("https://gui.one", closed.allowedOrigin(Optional.empty()));
    }
}
