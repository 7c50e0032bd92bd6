package io.gatehouse.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private final ResponseHead head = new ResponseHead();

    private ParseResult parse(String text) {
        head.clear();
        ByteBuf in = Unpooled.copiedBuffer(text.replace("|", "\r\n"), StandardCharsets.ISO_8859_1);
        return head.read(in);
    }

    @Test
    void readsStatusReasonAndLength() {
        assertEquals(ParseResult.COMPLETE, parse("HTTP/1.1 299 Quite Fine|Content-Length: 4|a.b: c||"));
        assertEquals(299, head.status());
        assertEquals("Quite Fine", Ascii.text(head.headers().bytes(), head.reasonStart(), head.reasonEnd()));
        assertEquals(4, head.contentLength());
        assertEquals(2, head.headers().count());
        assertTrue(head.keepsAlive());
    }

    @Test
    void acceptsAMissingReason() {
        assertEquals(ParseResult.COMPLETE, parse("HTTP/1.1 200||"));
        assertEquals(head.reasonStart(), head.reasonEnd());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no head at all</html>",
                "HTTP/2.0 200 OK||",
                "HTTP/1.1 20 OK||",
                "HTTP/1.1 2000 OK||",
                "HTTP/1.1 200 OK\nX: a\n\n",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 1||",
                "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||",
                "HTTP/1.1 200 OK|Content-Length: x||",
                "HTTP/1.1 200 OK|no colon||",
                "HTTP/1.1 200 OK|X : a||",
                "HTTP/1.1 200 OK|X: a| folded||",
            })
    void refuses(String text) {
        assertEquals(ParseResult.REFUSED, parse(text));
    }

    @Test
    void refusesAnEndlessHead() {
        assertEquals(ParseResult.REFUSED, parse("HTTP/1.1 200 OK|" + ("X: " + "a".repeat(1000) + "|").repeat(70)));
    }
}
