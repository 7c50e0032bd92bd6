package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.http.HeadWriter;

/** How texts of clients and upstreams are written into a line, so that they cannot end it or pretend to be another field. */
enum Escaping {
    /** Quotes, backslashes, controls and bytes beyond ASCII become {@code \\xXX}; an absent value is a dash. */
    DEFAULT("-"),
    /** As the inside of a JSON string; an absent value is empty. */
    JSON(""),
    /** Not at all; an absent value is empty. */
    NONE("");

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String absent;

    Escaping(String absent) {
        this.absent = absent;
    }

    /** Writes a value, or what stands for an absent one, which is null. */
    void put(HeadWriter line, String value) {
        if (value == null) {
            line.put(absent);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            put(line, value.charAt(i) & 0xff);
        }
    }

    void put(HeadWriter line, byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            put(line, bytes[i] & 0xff);
        }
    }

    private void put(HeadWriter line, int b) {
        boolean quoted = b == '"' || b == '\\';
        switch (this) {
            case DEFAULT -> {
                if (b < ' ' || b >= 0x7f || quoted) {
                    line.put("\\x").put(HEX[b >> 4]).put(HEX[b & 15]);
                } else {
                    line.put((char) b);
                }
            }
            case JSON -> {
                if (quoted) {
                    line.put('\\').put((char) b);
                } else if (b < ' ') {
                    line.put("\\u00").put(HEX[b >> 4]).put(HEX[b & 15]);
                } else {
                    line.put((char) b);
                }
            }
            case NONE -> line.put((char) b);
        }
    }
}
