package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.gatehouse.model.link.LinkException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of text in the elements of a Snappy block, without the length that stands in front of a block. Back references in
 * them are relative, so pieces can be joined to one block without being packed again: an answer for thousands of data
 * planes is packed once, and only the few bytes around it differ. Immutable; the bytes are shared.
 */
public final class SnappyText {
    /** No element of a block makes more than 64 bytes of 3. */
    private static final int MAX_RATIO = 22;

    private static final int SHORT_LITERAL = 60;
    private static final int LITERAL_WITH_4_BYTE_LENGTH = 63 << 2;

    private final byte[] elements;
    private final long length;

    private SnappyText(byte[] elements, long length) {
        this.elements = elements;
        this.length = length;
    }

    /** Packs a document. */
    public static SnappyText of(JsonNode document) {
        byte[] text = RpcMessage.bytes(document);
        SnappyCompressor compressor = new SnappyCompressor();
        byte[] block = new byte[compressor.maxCompressedLength(text.length)];
        int size = compressor.compress(text, 0, text.length, block, 0, block.length);
        return new SnappyText(Arrays.copyOfRange(block, lengthBytes(block), size), text.length);
    }

    /** Text as it is, for the few bytes around packed ones. */
    static SnappyText literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return new SnappyText(bytes, 0);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 5);
        int last = bytes.length - 1;
        if (last < SHORT_LITERAL) {
            out.write(last << 2);
        } else {
            out.write(LITERAL_WITH_4_BYTE_LENGTH);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                out.write(last >>> shift);
            }
        }
        out.writeBytes(bytes);
        return new SnappyText(out.toByteArray(), bytes.length);
    }

    /** The pieces as one block; the arrays in it are shared and must not be changed. */
    static List<byte[]> block(SnappyText before, SnappyText text, SnappyText after) {
        long total = before.length + text.length + after.length;
        ByteArrayOutputStream head = new ByteArrayOutputStream(before.elements.length + 5);
        while (total > 0x7F) {
            head.write((int) (total & 0x7F | 0x80));
            total >>>= 7;
        }
        head.write((int) total);
        head.writeBytes(before.elements);
        return List.of(head.toByteArray(), text.elements, after.elements);
    }

    /**
     * Unpacks a block. Nothing is allocated on the word of a sender whose block could not hold that much.
     *
     * @param limit most bytes of text
     * @throws LinkException when it is no block, or too large
     */
    static byte[] unpack(byte[] block, long limit) {
        try {
            long claimed = SnappyDecompressor.getUncompressedLength(block, 0);
            if (claimed < 0 || claimed > limit) {
                throw new LinkException("the message is larger than " + limit + " bytes when unpacked");
            }
            if (claimed > (long) block.length * MAX_RATIO) {
                throw new LinkException("the message is no Snappy block: it cannot hold " + claimed + " bytes");
            }
            byte[] text = new byte[(int) claimed];
            int size = new SnappyDecompressor().decompress(block, 0, block.length, text, 0, text.length);
            return size == text.length ? text : Arrays.copyOf(text, size);
        } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            throw new LinkException("the message is no Snappy block: " + malformed.getMessage(), malformed);
        }
    }

    private static int lengthBytes(byte[] block) {
        int count = 1;
        while (block[count - 1] < 0) {
            count++;
        }
        return count;
    }

    /** Bytes that it takes on the wire, but for a few around it. */
    public int size() {
        return elements.length;
    }
}
