package io.gatehouse.model.expression;

/** The text of an expression, and how far it has been read. For one thread. */
final class ExpressionText {
    private final String text;
    private int at;

    ExpressionText(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    char next() {
        return text.charAt(at++);
    }

    /** Reads a text if it comes next. */
    boolean take(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    /** Reads the characters of a name or number that come next. */
    String takeWhile(String more) {
        int start = at;
        while (at < text.length() && (asciiLetterOrDigit(text.charAt(at)) || more.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean asciiLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Reads up to a text, which is read too but not answered; null when it does not come. */
    String takeUntil(String end) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            return null;
        }
        String taken = text.substring(at, found);
        at = found + end.length();
        return taken;
    }

    void back(int position) {
        at = position;
    }

    /** An error at a position: the line, a mark under the place, and what should be there. */
    ExpressionException expected(int position, String what) {
        int lineStart = text.lastIndexOf('\n', position - 1) + 1;
        int lineEnd = text.indexOf('\n', position);
        String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        int number = (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        int column = position - lineStart;
        String margin = " ".repeat(Integer.toString(number).length());
        return new ExpressionException(" " + margin.substring(1) + "--> " + number + ":" + (column + 1) + "\n" + margin
                + " |\n" + number + " | " + line + "\n" + margin + " | " + " ".repeat(column) + "^---\n" + margin
                + " |\n" + margin + " = expected " + what);
    }
}
