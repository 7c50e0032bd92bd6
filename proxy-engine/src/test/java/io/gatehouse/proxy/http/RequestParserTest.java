package io.gatehouse.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §2 to §6, and what nginx makes of what the RFC leaves open. */
class RequestParserTest {
    private final RequestHead head = new RequestHead(HeadLimits.DEFAULT);

    private ParseResult parse(String text) {
        head.clear();
        ByteBuf in = Unpooled.copiedBuffer(text.replace("|", "\r\n"), StandardCharsets.ISO_8859_1);
        ParseResult result = head.read(in);
        if (result != ParseResult.NEED_MORE) {
            assertSameWhenBytesComeOneByOne(text, result);
        }
        return result;
    }

    private static void assertSameWhenBytesComeOneByOne(String text, ParseResult expected) {
        RequestHead slow = new RequestHead(HeadLimits.DEFAULT);
        slow.clear();
        ParseResult result = ParseResult.NEED_MORE;
        for (byte b : text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
            result = slow.read(Unpooled.wrappedBuffer(new byte[] {b}));
            if (result != ParseResult.NEED_MORE) {
                break;
            }
        }
        assertEquals(expected, result, "one byte at a time: " + text);
    }

    @Test
    void readsRequestLineAndHeaders() {
        assertEquals(ParseResult.COMPLETE, parse("GET /a/b?x=1&y HTTP/1.1|Host: h.test:80|X-A:  1 |x-a: 2||"));
        assertEquals("GET", head.method());
        assertEquals("/a/b?x=1&y", head.target());
        assertEquals("x=1&y", head.rawQuery());
        assertEquals("h.test:80", head.hostHeader());
        assertEquals(List.of("1", "2"), head.headers().values("X-a"));
        assertFalse(head.hasBody());
        assertTrue(head.keepsAlive());
    }

    @Test
    void leavesBytesBehindTheHeadInTheBuffer() {
        head.clear();
        ByteBuf in = Unpooled.copiedBuffer(
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET", StandardCharsets.US_ASCII);
        assertEquals(ParseResult.COMPLETE, head.read(in));
        assertEquals("abcGET", in.toString(StandardCharsets.US_ASCII));
        assertEquals(3, head.contentLength());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1|Host: h|Content-Length: 1|Transfer-Encoding: chunked||",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked|Transfer-Encoding: chunked||",
                "POST / HTTP/1.0|Host: h|Transfer-Encoding: chunked||",
                "POST / HTTP/1.1|Host: h|Content-Length: 1|Content-Length: 1||",
                "POST / HTTP/1.1|Host: h|Content-Length: 1|Content-Length: 2||",
                "POST / HTTP/1.1|Host: h|Content-Length: 1, 1||",
                "POST / HTTP/1.1|Host: h|Content-Length: +1||",
                "POST / HTTP/1.1|Host: h|Content-Length: -1||",
                "POST / HTTP/1.1|Host: h|Content-Length: 0x10||",
                "POST / HTTP/1.1|Host: h|Content-Length: 99999999999999999999||",
                "POST / HTTP/1.1|Host: h|Content-Length:||",
                "GET / HTTP/1.1||",
                "GET / HTTP/1.1|Host: a|Host: a||",
                "GET / HTTP/1.1|Host:||",
                "GET / HTTP/1.1|Host: a b||",
                "GET / HTTP/1.1|Host: a/b||",
                "GET / HTTP/1.1|Host: a..b||",
                "GET / HTTP/1.1|Host: h|X: a\rb||",
                "GET / HTTP/1.1|Host: h|X: a\u0000b||",
                "GET / HTTP/1.1|Host: h|X: a| folded||",
                "GET / HTTP/1.1|Host: h|X : a||",
                "GET / HTTP/1.1|Host: h|: a||",
                "GET / HTTP/1.1|Host: h|no colon||",
                "GET / HTTP/1.1|Host: h|X(: a||",
                "GET / HTTP/1.1| Host: h||",
                "GET / HTTP/1.1\nHost: h\n\n",
                "GET / HTTP/1.1|Host: h\nX: a||",
                " GET / HTTP/1.1|Host: h||",
                "get / HTTP/1.1|Host: h||",
                "GET\t/ HTTP/1.1|Host: h||",
                "GET /a b HTTP/1.1|Host: h||",
                "GET / http/1.1|Host: h||",
                "GET / HTTP/1.1x|Host: h||",
                "GET / HTTP/11|Host: h||",
                "GET /|Host: h||",
                "GET /||",
                "GARBAGE||",
                "GET a HTTP/1.1|Host: h||",
                "OPTIONS * HTTP/1.1|Host: h||",
                "CONNECT h:80 HTTP/1.1|Host: h||",
                "GET http:/h/ HTTP/1.1|Host: h||",
                "GET http:/// HTTP/1.1|Host: h||",
                "GET /\u0001 HTTP/1.1|Host: h||",
                "GET / HTTP/0.9|Host: h||",
            })
    void refusesWithBadRequest(String text) {
        assertEquals(ParseResult.REFUSED, parse(text));
        assertEquals(Refusal.BAD_REQUEST, head.refusal());
    }

    @ParameterizedTest
    @CsvSource({
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: gzip||, TRANSFER_CODING_UNKNOWN",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: xchunked||, TRANSFER_CODING_UNKNOWN",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: identity||, TRANSFER_CODING_UNKNOWN",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding:||, TRANSFER_CODING_UNKNOWN",
        "GET / HTTP/2.0|Host: h||, VERSION_UNKNOWN",
        "GET / HTTP/9.9|Host: h||, VERSION_UNKNOWN",
        "TRACE / HTTP/1.1|Host: h||, METHOD_NOT_ALLOWED",
    })
    void refusesWithAStatusOfItsOwn(String text, Refusal refusal) {
        assertEquals(ParseResult.REFUSED, parse(text));
        assertEquals(refusal, head.refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  /  HTTP/1.1|Host: h||",
                "||GET / HTTP/1.1|Host: h||",
                "GET / HTTP/1.1|Host: a@b||",
                "GET / HTTP/1.1|Host: a:xx||",
                "GET / HTTP/1.1|Host: h.||",
                "GET / HTTP/1.1|Host: [::1]:8000||",
                "GET / HTTP/1.2|Host: h||",
                "GET / HTTP/1.0||",
                "M-SEARCH / HTTP/1.1|Host: h||",
                "FOO_BAR / HTTP/1.1|Host: h||",
                "GET /? HTTP/1.1|Host: h||",
                "GET /a%20b HTTP/1.1|Host: h||",
                "GET / HTTP/1.1|Host: h|Empty:||",
                "GET / HTTP/1.1|Host: h|X: \u0001\u00e9||",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: Chunked||",
                "POST / HTTP/1.1|Host: h|Content-Length: 007||",
            })
    void accepts(String text) {
        assertEquals(ParseResult.COMPLETE, parse(text));
    }

    @Test
    void takesPathAndAuthorityOutOfAnAbsoluteTarget() {
        assertEquals(ParseResult.COMPLETE, parse("GET http://abs.test:81/p?q HTTP/1.1|Host: h||"));
        assertEquals("abs.test:81", head.targetAuthority());
        assertEquals("/p", Ascii.text(head.headers().bytes(), head.pathStart(), head.pathEnd()));
        assertEquals("q", head.rawQuery());

        assertEquals(ParseResult.COMPLETE, parse("GET http://abs.test HTTP/1.1|Host: h||"));
        assertEquals(head.pathStart(), head.pathEnd());
    }

    @Test
    void leavesOutHeadersWhoseNamesServersReadDifferently() {
        assertEquals(ParseResult.COMPLETE, parse("GET / HTTP/1.1|Host: h|a.b: 1|a_b: 2||"));
        assertEquals(List.of(), head.headers().values("a.b"));
        assertEquals(List.of("2"), head.headers().values("a_b"));
    }

    @Test
    void limitsTargetLineAndHead() {
        assertEquals(ParseResult.REFUSED, parse("GET /" + "a".repeat(9000) + " HTTP/1.1|Host: h||"));
        assertEquals(Refusal.TARGET_TOO_LONG, head.refusal());

        assertEquals(ParseResult.REFUSED, parse("GET / HTTP/1.1|Host: h|X: " + "a".repeat(9000) + "||"));
        assertEquals(Refusal.HEADERS_TOO_LARGE, head.refusal());

        assertEquals(
                ParseResult.REFUSED, parse("GET / HTTP/1.1|Host: h|" + ("X: " + "a".repeat(8000) + "|").repeat(5)));
        assertEquals(Refusal.HEADERS_TOO_LARGE, head.refusal());

        assertEquals(ParseResult.REFUSED, parse("GET / HTTP/1.1|Host: h|" + "X: a|".repeat(1001) + "|"));
        assertEquals(Refusal.HEADERS_TOO_LARGE, head.refusal());
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1|Host: h||, true",
        "GET / HTTP/1.1|Host: h|Connection: close||, false",
        "GET / HTTP/1.1|Host: h|Connection: x|Connection: Close||, false",
        "GET / HTTP/1.0||, false",
        "GET / HTTP/1.0|Connection: Keep-Alive||, true",
    })
    void knowsWhetherTheConnectionStays(String text, boolean stays) {
        assertEquals(ParseResult.COMPLETE, parse(text));
        assertEquals(stays, head.keepsAlive());
    }
}
