package io.gatehouse.model.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.b.", "_srv.x", "-a", "1.2.3.4", "::1", "[::1]", "2001:db8::1.2.3.4", "a_b"})
    void acceptsHosts(String host) {
        assertEquals(Optional.empty(), HostText.hostProblem(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a-.b", "a..b", ".a", "a b", "1.2.3.400", "1.2.3", "::1::", ":::", "12345::", "円.jp", "a/b"})
    void refusesHosts(String host) {
        assertTrue(HostText.hostProblem(host).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.a.b", "a.b.*", "*", "*a.b", "a.b"})
    void acceptsWildcardServerNames(String sni) {
        assertEquals(Optional.empty(), HostText.wildcardSniProblem(sni));
    }

    @ParameterizedTest
    @CsvSource({
        "a.B, a.B:8000",
        "a.b:80, a.b:80",
        "010.0.0.1, 10.0.0.1:8000",
        "::1, [0000:0000:0000:0000:0000:0000:0000:0001]:8000",
        "[2001:DB8::1]:90, [2001:0db8:0000:0000:0000:0000:0000:0001]:90",
        "::ffff:1.2.3.4, [0000:0000:0000:0000:0000:ffff:0102:0304]:8000"
    })
    void writesTargetsInOneForm(String target, String canonical) throws HostAddress.MalformedException {
        assertEquals(canonical, HostAddress.parse(target).canonical(8000));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/.., /",
        "/a/., /a/",
        "/%61, /a",
        "/a%2fb, /a%2Fb",
        "/%7e%41, /~A",
        "/a%25b, /a%25b",
        "/%2e%2e/a, /a",
        "/caf%C3%A9, /café",
        "/a//b, /a//b"
    })
    void normalizesPaths(String path, String normal) {
        assertEquals(normal, PathNormalizer.normalize(path, false));
    }

    @Test
    void mergesSlashesOnRequest() {
        assertEquals("/a/b", PathNormalizer.normalize("//a///b", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a b",
                "/[a]",
                "/ä",
                "~/items/(?<item_id>\\d+)$",
                "~/(?P<x>a)",
                "/a%2Fb",
                "~/(?'x_y'a)\\k<x_y>(?P=x_y)"
            })
    void acceptsRoutePaths(String path) {
        assertEquals(Optional.empty(), PathText.routePathProblem(path));
    }

    @Test
    void tellsWhyARegexIsRefused() {
        String problem = PathText.routePathProblem("~/(a").orElseThrow();
        assertTrue(problem.startsWith("invalid regex: '/(a' (PCRE returned: "), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4", "1.2.3.0/24", "::1", "fe80::/10", "0.0.0.0/0"})
    void acceptsRanges(String range) {
        assertEquals(Optional.empty(), IpRange.problem(range));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3.4/33", "1.2.3", "::1/129", "1.2.3.4/", "1.2.3.4/-1"})
    void refusesRanges(String range) {
        assertEquals(Optional.of("invalid ip or cidr range: '" + range + "'"), IpRange.problem(range));
    }

    @Test
    void namesAndTagsMayLeaveAscii() {
        assertEquals(Optional.empty(), NameText.nameProblem("größe.1~a"));
        assertEquals(Optional.empty(), NameText.tagProblem("über alles"));
        assertEquals(
                Optional.of("invalid utf-8 character sequence detected at position 2"),
                NameText.nameProblem("a\ud800"));
        assertTrue(NameText.tagProblem("\u007f").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"foo, missing host in url", "//foo, missing scheme in url"})
    void refusesUrls(String url, String problem) {
        assertEquals(Optional.of(problem), Url.problem(url));
    }

    @Test
    void idsFollowFromNames() {
        UUID root = UUID.fromString("fd02801f-0957-4a15-a55a-c8d9606f30b5");
        assertEquals(
                "b9f04b04-ab65-5e2a-b4c4-f82b7d5b781c",
                Uuid.ofName(Uuid.ofName(root, "services"), "svc").toString());
        assertTrue(Uuid.isValid("00000000-0000-0000-0000-00000000000A"));
        assertFalse(Uuid.isValid("00000000-0000-0000-0000-00000000000G"));
    }
}
