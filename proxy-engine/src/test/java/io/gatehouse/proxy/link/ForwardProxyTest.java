package io.gatehouse.proxy.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardProxyTest {

    private static ForwardProxy parse(String url) {
        return ForwardProxy.parse(url, () -> {
            throw new AssertionError("plain HTTP needs no TLS");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128",
        "http://proxy.example, proxy.example, 443",
        "http://192.0.2.1:8080/, 192.0.2.1, 8080",
        "'http://[2001:db8::1]:3128', 2001:db8::1, 3128"
    })
    void knowsWhereTheProxyListens(String url, String host, int port) {
        assertEquals(new LinkAddress(host, port), parse(url).address());
        assertEquals(Optional.empty(), parse(url).credentials());
    }

    @Test
    @Tag("R154")
    void decodesTheCredentials() {
        ProxyCredentials credentials =
                parse("http://test:konghq%23@proxy:3128").credentials().orElseThrow();
        assertEquals(new ProxyCredentials("test", "konghq#"), credentials);
        assertEquals("Basic dGVzdDprb25naHEj", credentials.basic());
    }

    @Test
    void keepsAPlusSign() {
        assertEquals(
                "p+w", parse("http://u:p+w@proxy").credentials().orElseThrow().password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user@proxy:3128", "http://user:@proxy:3128", "http://:secret@proxy:3128"})
    void sendsNothingUnlessThereAreUserAndPassword(String url) {
        assertEquals(Optional.empty(), parse(url).credentials());
    }

    @Test
    @Tag("R154")
    void tellsNobodyThePassword() {
        ForwardProxy proxy = parse("http://user:secret@proxy:3128");
        assertEquals("http://proxy:3128", proxy.toString());
        assertFalse(proxy.credentials().orElseThrow().toString().contains("secret"));
        String message = assertThrows(IllegalArgumentException.class, () -> parse("ftp://user:secret@proxy"))
                .getMessage();
        assertFalse(message.contains("secret"), message);
    }
}
