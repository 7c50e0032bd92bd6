package io.gatehouse.model.link.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.link.LinkException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyTextTest {
    private static final int LIMIT = 1 << 20;

    @Test
    void readsABlockMadeByHand() {
        // length 12, literal "abcd", copy of 8 bytes from 4 back
        byte[] block = HexFormat.of().parseHex("0c" + "0c61626364" + "1104");

        assertEquals("abcdabcdabcd", new String(SnappyText.unpack(block, LIMIT), StandardCharsets.US_ASCII));
    }

    @Test
    void joinsPiecesThatWerePackedApart() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 20_000; i++) {
            document.put("field-" + i, "value value value " + i % 7);
        }
        SnappyText text = SnappyText.of(document);
        String before = "{\"id\":\"" + "x".repeat(300) + "\",\"result\":";

        byte[] block = join(SnappyText.block(SnappyText.literal(before), text, SnappyText.literal("}")));

        assertEquals(before + document + "}", new String(SnappyText.unpack(block, LIMIT), StandardCharsets.UTF_8));
        assertTrue(block.length < document.toString().length() / 2);
    }

    @Test
    void refusesMoreThanTheLimitBeforeItIsUnpacked() {
        byte[] block = join(SnappyText.block(
                SnappyText.literal(""), SnappyText.of(TextNode.valueOf("y".repeat(LIMIT))), SnappyText.literal("")));

        assertThrows(LinkException.class, () -> SnappyText.unpack(block, LIMIT));
    }

    @Test
    void doesNotBelieveALengthThatTheBlockCannotHold() {
        byte[] block = HexFormat.of().parseHex("ffffff7f" + "0061");

        assertThrows(LinkException.class, () -> SnappyText.unpack(block, Integer.MAX_VALUE));
    }

    @Test
    void takesNoHarmFromBytesThatAreNoBlock() {
        Random random = new Random(20261121);
        byte[] good = join(SnappyText.block(
                SnappyText.literal(""),
                SnappyText.of(TextNode.valueOf("some text, some text, some other text".repeat(20))),
                SnappyText.literal("")));
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = round % 2 == 0 ? good.clone() : new byte[random.nextInt(200)];
            if (round % 2 == 0) {
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
            } else {
                random.nextBytes(bad);
            }
            try {
                SnappyText.unpack(bad, LIMIT);
            } catch (LinkException expected) {
                // and nothing else
            }
        }
    }

    @Test
    void readsAnEmptyText() {
        assertArrayEquals(new byte[0], SnappyText.unpack(new byte[] {0}, LIMIT));
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
