package io.gatehouse.proxy.http;

/**
 * Parses header lines (RFC 9112 §5) out of a {@link HeaderBlock}: CRLF ends a line, a name is a token, a colon follows it
 * at once, no folding, no NUL and no bare CR or LF inside a value.
 */
final class HeaderLines {
    static final int MORE = -1;
    static final int BAD = -2;
    static final int TOO_LARGE = -3;

    static final int COUNT_LIMIT = 1000;

    private static final int PLAIN = 1;
    private static final int ODD = 2;
    private static final byte[] NAME = new byte[256];
    private static final boolean[] VALUE = new boolean[256];

    static {
        for (char c = '!'; c < 0x7f; c++) {
            if (Character.isLetterOrDigit(c) || c == '-' || c == '_') {
                NAME[c] = PLAIN;
            } else if ("!#$%&'*+.^`|~".indexOf(c) >= 0) {
                NAME[c] = ODD;
            }
        }
        for (int i = 0; i < 256; i++) {
            VALUE[i] = i != 0 && i != '\r' && i != '\n';
        }
    }

    private HeaderLines() {}

    /**
     * Parses one line.
     *
     * @param block where the line is, and where it is added
     * @param start first byte of the line
     * @param lineLimit most bytes of a line with its CRLF
     * @param keepOdd whether a name with token characters other than letters, digits, {@code -} and {@code _} is
     *     added; such a name is legal, but clients' ones are not forwarded, as many servers read them differently
     * @return where the next line starts, or one of the negative constants
     */
    static int parseLine(HeaderBlock block, int start, int lineLimit, boolean keepOdd) {
        byte[] bytes = block.bytes();
        int size = block.size();
        int at = start;
        int seen = 0;
        int kind;
        while (at < size && (kind = NAME[bytes[at] & 0xff]) != 0) {
            seen |= kind;
            at++;
        }
        if (at == size) {
            return incomplete(start, size, lineLimit);
        }
        if (bytes[at] != ':' || at == start) {
            return BAD;
        }
        int nameEnd = at++;
        while (at < size && HeaderBlock.isBlank(bytes[at])) {
            at++;
        }
        int valueStart = at;
        while (at < size && VALUE[bytes[at] & 0xff]) {
            at++;
        }
        if (at + 1 >= size) {
            return at < size && bytes[at] != '\r' ? BAD : incomplete(start, size, lineLimit);
        }
        if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
            return BAD;
        }
        int lineEnd = at + 2;
        if (lineEnd - start > lineLimit || block.count() >= COUNT_LIMIT) {
            return TOO_LARGE;
        }
        while (at > valueStart && HeaderBlock.isBlank(bytes[at - 1])) {
            at--;
        }
        if (seen == PLAIN || keepOdd) {
            block.add(start, nameEnd, valueStart, at, lineEnd, KnownHeader.find(bytes, start, nameEnd - start));
        }
        return lineEnd;
    }

    private static int incomplete(int start, int size, int lineLimit) {
        return size - start > lineLimit ? TOO_LARGE : MORE;
    }
}
