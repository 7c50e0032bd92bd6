package io.gatehouse.model.format;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names, tags, header and cookie names: texts with a set of allowed characters. */
public final class NameText {
    private static final Pattern UTF8_NAME = Pattern.compile("[A-Za-z0-9.\\-_~[^\\x00-\\x7f]]*");
    private static final Pattern TAG = Pattern.compile("[ -~[^\\x00-\\x7f]&&[^,/]]*");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9_-]*");
    private static final String COOKIE_SEPARATORS = " \t()<>@,;:\\\"/?={}[]";

    private NameText() {}

    /** Name of an entity. */
    public static Optional<String> nameProblem(String text) {
        if (!UTF8_NAME.matcher(text).matches()) {
            return Optional.of("invalid value '" + text
                    + "': the only accepted ascii characters are alphanumerics or ., -, _, and ~");
        }
        return surrogateProblem(text);
    }

    /** A tag. */
    public static Optional<String> tagProblem(String text) {
        if (!TAG.matcher(text).matches()) {
            return Optional.of("invalid tag '" + text
                    + "': expected printable ascii (except `,` and `/`) or valid utf-8 sequences");
        }
        return surrogateProblem(text);
    }

    /** Name of a header; narrower than RFC 9110 §5.1 on purpose. */
    public static Optional<String> headerNameProblem(String text) {
        if (text.isEmpty()) {
            return Optional.of("no header name provided");
        }
        return HEADER_NAME.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("bad header name '" + text + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'");
    }

    /** Name of a cookie (RFC 6265 §4.1.1). */
    public static Optional<String> cookieNameProblem(String text) {
        boolean good = text.chars().allMatch(c -> c > 0x1f && c != 0x7f && COOKIE_SEPARATORS.indexOf(c) < 0);
        return good
                ? Optional.empty()
                : Optional.of("contains one or more invalid characters. ASCII control characters (0-31;127), space,"
                        + " tab and the characters ()<>@,;:\\\"/?={}[] are not allowed.");
    }

    /** Half a surrogate pair has no UTF-8 form. Positions count from 1. */
    private static Optional<String> surrogateProblem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("invalid utf-8 character sequence detected at position " + (i + 1));
            }
        }
        return Optional.empty();
    }
}
