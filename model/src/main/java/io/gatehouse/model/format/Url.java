package io.gatehouse.model.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a URL as the gateway splits one: generously, without decoding (RFC 3986 appendix B).
 *
 * @param scheme what stands before the first colon, or empty
 * @param userInfo what stands before the at sign, or empty
 * @param host without the brackets of an IPv6 address, or empty
 * @param port the text after the host's colon, or empty; not checked
 * @param path from the first slash after the authority, or empty
 */
public record Url(
        Optional<String> scheme,
        Optional<String> userInfo,
        Optional<String> host,
        Optional<String> port,
        Optional<String> path) {
    private static final Pattern PARTS = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^@]*)@)?(\\[[^\\]]*]|[^:]*)(?::(.*))?", Pattern.DOTALL);

    /** Splits {@code text}; never fails. */
    public static Url parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return new Url(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
        }
        Optional<String> authority = nonEmpty(parts.group(2));
        Optional<String> userInfo = Optional.empty();
        Optional<String> host = Optional.empty();
        Optional<String> port = Optional.empty();
        if (authority.isPresent()) {
            Matcher server = AUTHORITY.matcher(authority.get());
            if (server.matches()) {
                userInfo = nonEmpty(server.group(1));
                host = nonEmpty(server.group(2)).map(Url::withoutBrackets);
                port = nonEmpty(server.group(3));
            }
        }
        return new Url(nonEmpty(parts.group(1)), userInfo, host, port, nonEmpty(parts.group(3)));
    }

    /** The problem with {@code text} as an absolute URL. */
    public static Optional<String> problem(String text) {
        Url url = parse(text);
        if (url.host().isEmpty()) {
            return Optional.of("missing host in url");
        }
        return url.scheme().isEmpty() ? Optional.of("missing scheme in url") : Optional.empty();
    }

    private static Optional<String> nonEmpty(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
