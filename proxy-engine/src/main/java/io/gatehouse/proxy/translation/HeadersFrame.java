package io.gatehouse.proxy.translation;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes a response head as a HEADERS frame (RFC 9113 §6.2), straight from the form of HTTP/1.1: no object per field. Fields are literals
 * that leave the compression state alone (RFC 7541 §6.2.2), so frames of Netty's encoder may stand beside it. What
 * this costs in bytes it saves many times in work: most of a gateway's own fields differ with every response.
 */
public final class HeadersFrame {
    /** Larger blocks need CONTINUATION frames: every peer takes frames of this size (RFC 9113 §4.2). */
    private static final int LARGEST = 16384;

    private static final int FRAME_HEAD = 9;
    private static final int TYPE = 1;
    private static final int FLAGS_OFFSET = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final int STATUS_INDEX = 8;
    private static final int STRING_PREFIX = 0x7f;
    private static final int NAME_PREFIX = 0x0f;
    /** Growth of a line at most: "name: value" CRLF becomes at most this many bytes more. */
    private static final int GROWTH = 8;

    /** RFC 7541, appendix A: the names that responses carry. */
    private static final StaticName[][] NAMES = StaticName.byLength(
            new StaticName("age", 21),
            new StaticName("cache-control", 24),
            new StaticName("content-encoding", 26),
            new StaticName("content-length", 28),
            new StaticName("content-type", 31),
            new StaticName("date", 33),
            new StaticName("etag", 34),
            new StaticName("expires", 36),
            new StaticName("last-modified", 44),
            new StaticName("location", 46),
            new StaticName("server", 54),
            new StaticName("set-cookie", 55),
            new StaticName("vary", 59),
            new StaticName("via", 60),
            new StaticName("connection", StaticName.DROPPED),
            new StaticName("transfer-encoding", StaticName.DROPPED),
            new StaticName("keep-alive", StaticName.DROPPED),
            new StaticName("proxy-connection", StaticName.DROPPED),
            new StaticName("upgrade", StaticName.DROPPED));

    private HeadersFrame() {}

    private record StaticName(byte[] bytes, int index) {
        /** RFC 9113 §8.2.2: belongs to a connection of HTTP/1. */
        static final int DROPPED = -1;

        StaticName(String text, int index) {
            this(text.getBytes(StandardCharsets.US_ASCII), index);
        }

        static StaticName[][] byLength(StaticName... names) {
            StaticName[][] table = new StaticName[24][];
            for (int length = 0; length < table.length; length++) {
                int wanted = length;
                table[length] = java.util.Arrays.stream(names)
                        .filter(name -> name.bytes.length == wanted)
                        .toArray(StaticName[]::new);
            }
            return table;
        }

        boolean equalsIgnoreCase(byte[] text, int start) {
            for (int i = 0; i < bytes.length; i++) {
                byte b = text[start + i];
                if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether the head fits into one frame. */
    public static boolean fits(HeadWriter head) {
        return head.size() + head.size() / 4 < LARGEST;
    }

    /** Most bytes that the frame of a head takes. */
    public static int room(HeadWriter head) {
        return FRAME_HEAD + head.size() + GROWTH * 64 + head.size() / 4;
    }

    /**
     * Writes the frame of a final response that has a body or trailers.
     *
     * @param out with {@link #room} for it
     */
    public static void write(HeadWriter head, int streamId, ByteBuf out) {
        int start = out.writerIndex();
        out.writeMedium(0).writeByte(TYPE).writeByte(END_HEADERS).writeInt(streamId);
        byte[] bytes = head.bytes();
        writeStatus(bytes, out);
        int size = head.size();
        int at = FieldLines.lineEnd(bytes, STATUS_START);
        while (at < size && bytes[at] != '\r') {
            int end = FieldLines.lineEnd(bytes, at);
            writeField(bytes, at, end - 2, out);
            at = end;
        }
        out.setMedium(start, out.writerIndex() - start - FRAME_HEAD);
    }

    /** Says in a frame that nothing follows it. */
    public static void endStream(ByteBuf frame) {
        frame.setByte(frame.readerIndex() + FLAGS_OFFSET, END_HEADERS | END_STREAM);
    }

    private static void writeStatus(byte[] bytes, ByteBuf out) {
        int status = (bytes[STATUS_START] - '0') * 100
                + (bytes[STATUS_START + 1] - '0') * 10
                + bytes[STATUS_START + 2]
                - '0';
        int index = switch (status) {
            case 200 -> 8;
            case 204 -> 9;
            case 206 -> 10;
            case 304 -> 11;
            case 400 -> 12;
            case 404 -> 13;
            case 500 -> 14;
            default -> 0;
        };
        if (index > 0) {
            out.writeByte(0x80 | index);
        } else {
            out.writeByte(STATUS_INDEX).writeByte(3).writeBytes(bytes, STATUS_START, 3);
        }
    }

    private static void writeField(byte[] bytes, int start, int end, ByteBuf out) {
        int colon = start;
        while (bytes[colon] != ':') {
            colon++;
        }
        int length = colon - start;
        int index = index(bytes, start, length);
        if (index == StaticName.DROPPED) {
            return;
        }
        if (index > 0) {
            writeInteger(index, NAME_PREFIX, out);
        } else {
            out.writeByte(0);
            writeInteger(length, STRING_PREFIX, out);
            for (int i = start; i < colon; i++) {
                byte b = bytes[i];
                out.writeByte(b >= 'A' && b <= 'Z' ? b | 0x20 : b);
            }
        }
        int value = colon + 1;
        while (value < end && (bytes[value] == ' ' || bytes[value] == '\t')) {
            value++;
        }
        writeInteger(end - value, STRING_PREFIX, out);
        out.writeBytes(bytes, value, end - value);
    }

    private static int index(byte[] bytes, int start, int length) {
        if (length < NAMES.length) {
            for (StaticName name : NAMES[length]) {
                if (name.equalsIgnoreCase(bytes, start)) {
                    return name.index;
                }
            }
        }
        return 0;
    }

    /** RFC 7541 §5.1. */
    private static void writeInteger(int value, int prefix, ByteBuf out) {
        if (value < prefix) {
            out.writeByte(value);
            return;
        }
        out.writeByte(prefix);
        int rest = value - prefix;
        while (rest >= 0x80) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
