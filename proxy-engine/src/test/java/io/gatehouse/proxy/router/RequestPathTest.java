package io.gatehouse.proxy.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/b/, /a/b/",
        "/%41%7e, /A~",
        "/a%2fb, /a%2Fb",
        "/a%25b, /a%25b",
        "/a%3fb, /a%3Fb",
        "//a///b, /a/b",
        "/a//, /a/",
        "/a/./b, /a/b",
        "/a/., /a/",
        "/a/b/../c, /a/c",
        "/a/b/.., /a/",
        "/a/.., /",
        "/a//../b, /b",
        "/a/%2e%2e/b, /b",
        "/%2e, /",
        "/.well-known, /.well-known",
        "/..a/b.., /..a/b..",
        "/a/...., /a/....",
        "/a%20b, /a b"
    })
    void normalizes(String target, String path) throws BadPathException {
        assertEquals(path, RequestPath.normalize(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/../a", "/a/../../b", "/%2e%2e/", "/%", "/%4", "/%zz", "/%4g", "/%00", "/a%"})
    void refusesWhatNoRouteCanBeAskedAbout(String target) {
        assertThrows(BadPathException.class, () -> RequestPath.normalize(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/a b, /a%20b",
        "/\"x\"\\, /%22x%22%5C",
        "/caf\u00c3\u00a9, /caf%C3%A9",
        "/-_.~!#$&'()*+, /-_.~!#$&'()*+",
        "'/,/:;=?@[]%', '/,/:;=?@[]%'",
        "/<>^`{|}, /%3C%3E%5E%60%7B%7C%7D"
    })
    void encodesForTheRequestLine(String path, String encoded) {
        assertEquals(encoded, PathEncoding.encode(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/a%2Fb, /a/b",
        "/a%2F..%2F%2Fb, /b",
        "/a%2F..%2F..%2Fb, /a%2F..%2F..%2Fb",
        "/a%25b, /a%b",
        "/caf\u00c3\u00a9%3F, /caf\u00c3\u00a9?",
        "/a#b%2F, /a",
        "/a%23b, /a#b"
    })
    void decodesWhatTheRouterKeepsEncoded(String normalized, String decoded) {
        assertEquals(decoded, RequestPath.decoded(normalized));
    }
}
