package io.gatehouse.proxy.exchange;

/** Which texts may stand in a header line (RFC 9110 §5.1, §5.5). */
final class HeaderText {
    private static final String ODD_NAME_CHARACTERS = "!#$%&'*+-.^_`|~";

    private HeaderText() {}

    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && ODD_NAME_CHARACTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
                return false;
            }
        }
        return true;
    }
}
