package io.gatehouse.model.format;

import java.util.Optional;

/** Numeric IPv4 and IPv6 addresses, read without any name look-up. */
public final class IpAddress {
    private IpAddress() {}

    /** The 4 bytes of a dotted IPv4 address (RFC 791; leading zeros are tolerated and read as decimal). */
    public static Optional<byte[]> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int octet = digits(parts[i], 10, 255);
            if (octet < 0) {
                return Optional.empty();
            }
            address[i] = (byte) octet;
        }
        return Optional.of(address);
    }

    /** The 16 bytes of an IPv6 address without brackets and zone (RFC 4291 §2.2, all three forms). */
    public static Optional<byte[]> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        byte[] address = new byte[16];
        if (gap < 0) {
            return fill(text, address, 0) == 16 ? Optional.of(address) : Optional.empty();
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        byte[] end = new byte[16];
        int headLength = head.isEmpty() ? 0 : fill(head, address, 0);
        int tailLength = tail.isEmpty() ? 0 : fill(tail, end, 0);
        if (headLength < 0 || tailLength < 0 || headLength + tailLength > 14) {
            return Optional.empty();
        }
        System.arraycopy(end, 0, address, 16 - tailLength, tailLength);
        return Optional.of(address);
    }

    /** The problem with {@code text} as an address of either kind. */
    public static Optional<String> problem(String text) {
        boolean good = parseV4(text).isPresent() || parseV6(text).isPresent();
        return good ? Optional.empty() : Optional.of("not an ip address: " + text);
    }

    /** Eight groups of four hexadecimal digits, without brackets. */
    public static String expand(byte[] v6) {
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < 16; i += 2) {
            out.append(i == 0 ? "" : ":").append(String.format("%02x%02x", v6[i], v6[i + 1]));
        }
        return out.toString();
    }

    /** Writes the groups of {@code text} and answers the number of bytes, or -1 when it is malformed. */
    private static int fill(String text, byte[] address, int at) {
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            boolean last = i == groups.length - 1;
            if (last && groups[i].indexOf('.') >= 0) {
                Optional<byte[]> v4 = parseV4(groups[i]);
                if (v4.isEmpty() || at + 4 > 16) {
                    return -1;
                }
                System.arraycopy(v4.get(), 0, address, at, 4);
                return at + 4;
            }
            int group = digits(groups[i], 16, 0xffff);
            if (group < 0 || at + 2 > 16) {
                return -1;
            }
            address[at++] = (byte) (group >> 8);
            address[at++] = (byte) group;
        }
        return at;
    }

    private static int digits(String text, int radix, int max) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value <= max ? value : -1;
    }
}
