package io.gatehouse.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFramingTest {
    private final BodyFraming framing = new BodyFraming();

    private String payload(ByteBuf in) {
        StringBuilder out = new StringBuilder();
        int length;
        while ((length = framing.payload(in)) > 0) {
            out.append(in.readCharSequence(length, StandardCharsets.ISO_8859_1));
        }
        return out.toString();
    }

    private String chunked(String text) {
        framing.chunked();
        StringBuilder out = new StringBuilder();
        for (char c : text.replace("|", "\r\n").toCharArray()) {
            out.append(payload(Unpooled.wrappedBuffer(new byte[] {(byte) c})));
        }
        return out.toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text.replace("|", "\r\n"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void countsALength() {
        framing.length(5);
        assertEquals("abc", payload(bytes("abc")));
        assertFalse(framing.isDone());
        ByteBuf rest = bytes("deGET");
        assertEquals("de", payload(rest));
        assertTrue(framing.isDone());
        assertEquals("GET", rest.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void joinsChunksAndLeavesTheNextMessageAlone() {
        framing.chunked();
        ByteBuf in = bytes("3|abc|A;ext=\"v\"|0123456789|0|Trailer: x||GET");
        assertEquals("abc0123456789", payload(in));
        assertTrue(framing.isDone());
        assertEquals("GET", in.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsChunksByteByByte() {
        assertEquals("abc", chunked("03|abc|000||"));
        assertTrue(framing.isDone());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x|",
                " 3|abc|",
                "-3|abc|",
                "0x3|abc|",
                "3|abcd|",
                "3|abcX",
                "3\nabc\n",
                "3|abc\n0||",
                "3;\nabc|",
                "FFFFFFFFFFFFFFFFF|",
                "|abc",
                "0|Bad trailer||",
                "0| folded: x||",
                "0|X: a\nY: b||",
            })
    void findsBrokenChunks(String text) {
        chunked(text);
        assertTrue(framing.isBroken(), text);
        assertFalse(framing.isDone(), text);
    }

    @Test
    void limitsExtensionsAndTrailers() {
        chunked("3;" + "x".repeat(300) + "|");
        assertTrue(framing.isBroken());
        chunked("0|" + ("X: " + "a".repeat(1000) + "|").repeat(9));
        assertTrue(framing.isBroken());
    }
}
