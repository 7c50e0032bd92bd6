package io.gatehouse.proxy.http;

import java.nio.charset.StandardCharsets;

/** Comparisons and conversions over ASCII bytes. */
public final class Ascii {
    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
    }

    private Ascii() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    static byte lower(byte b) {
        return LOWER[b & 0xff];
    }

    /** True when the bytes from {@code start}, in lower case, are {@code lower}; the caller has checked the length. */
    static boolean equalsLower(byte[] bytes, int start, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            if (LOWER[bytes[start + i] & 0xff] != lower[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean equals(byte[] bytes, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[start + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean equalsIgnoreCase(byte[] bytes, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || LOWER[bytes[start + i] & 0xff] != LOWER[c]) {
                return false;
            }
        }
        return true;
    }
}
