package io.gatehouse.proxy.router;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns configured texts into the form of request texts, one byte of UTF-8 per {@code char}, and back. */
final class ByteText {
    private ByteText() {}

    static String of(String text) {
        return ascii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Undoes {@link #of}; bytes that are no UTF-8 become replacement characters. */
    static String decode(String bytes) {
        return ascii(bytes) ? bytes : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Folds letters of all scripts; bytes that are no UTF-8 become replacement characters. */
    static String lowerUnicode(String bytes) {
        return ascii(bytes) ? lower(bytes) : of(decode(bytes).toLowerCase(Locale.ROOT));
    }

    /** Folds ASCII letters only: a byte above 127 is a part of some character. Returns the same text when it can. */
    static String lower(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (upper(bytes.charAt(i))) {
                return lowerFrom(bytes, i);
            }
        }
        return bytes;
    }

    private static String lowerFrom(String bytes, int first) {
        char[] out = bytes.toCharArray();
        for (int i = first; i < out.length; i++) {
            if (upper(out[i])) {
                out[i] += 'a' - 'A';
            }
        }
        return new String(out);
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
