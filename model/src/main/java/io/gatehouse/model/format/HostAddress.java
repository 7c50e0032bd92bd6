package io.gatehouse.model.format;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host name or numeric address with an optional port, as targets, upstream hosts and {@code Host} values are written.
 *
 * @param kind what the host is
 * @param host the host; an IPv6 address without brackets, as written
 * @param port 0 to 65535, or empty
 */
public record HostAddress(Kind kind, String host, OptionalInt port) {

    /** What stands in the place of the host. */
    public enum Kind {
        NAME,
        IPV4,
        IPV6
    }

    private static final int MAX_PORT = 65_535;
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)](?::([0-9]*))?");
    private static final Pattern NAME_AND_PORT = Pattern.compile("([^:]*)(?::([0-9]*))?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** What {@link #parse} refuses; the message is one of the texts the Admin API answers. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean port;

        private MalformedException(String message, boolean port) {
            super(message, null, false, false);
            this.port = port;
        }

        /** Whether the host is good and only the port is not. */
        public boolean onlyPort() {
            return port;
        }
    }

    /**
     * Reads {@code name}, {@code name:80}, {@code 1.2.3.4:80}, {@code ::1} or {@code [::1]:80}.
     *
     * @throws MalformedException when the host or the port cannot be one
     */
    public static HostAddress parse(String text) throws MalformedException {
        if (text.chars().filter(c -> c == ':').count() > 1) {
            return parseV6(text);
        }
        Matcher parts = NAME_AND_PORT.matcher(text);
        if (!parts.matches()) {
            throw new MalformedException("invalid hostname: " + text, false);
        }
        String host = parts.group(1);
        if (NUMERIC.matcher(host).matches()) {
            if (IpAddress.parseV4(host).isEmpty()) {
                throw new MalformedException("invalid ipv4 address: " + text, false);
            }
            return new HostAddress(Kind.IPV4, host, port(parts.group(2)));
        }
        if (!isName(host)) {
            throw new MalformedException("invalid hostname: " + text, false);
        }
        return new HostAddress(Kind.NAME, host, port(parts.group(2)));
    }

    private static HostAddress parseV6(String text) throws MalformedException {
        Matcher brackets = BRACKETS.matcher(text);
        boolean bracketed = brackets.matches();
        String host = bracketed ? brackets.group(1) : text;
        if (IpAddress.parseV6(host).isEmpty()) {
            throw new MalformedException("invalid ipv6 address: " + text, false);
        }
        return new HostAddress(Kind.IPV6, host, bracketed ? port(brackets.group(2)) : OptionalInt.empty());
    }

    private static OptionalInt port(String digits) throws MalformedException {
        if (digits == null) {
            return OptionalInt.empty();
        }
        if (digits.isEmpty() || digits.length() > 5 || Integer.parseInt(digits) > MAX_PORT) {
            throw new MalformedException("invalid port number", true);
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    /** Letters, digits, dot, underscore, hyphen; no empty label but the root's, none that ends with a hyphen. */
    private static boolean isName(String host) {
        if (!NAME.matcher(host).matches() || host.startsWith(".") || host.contains("..")) {
            return false;
        }
        return !host.endsWith("-") && !host.contains("-.");
    }

    /**
     * {@code host:port} as targets are stored: IPv4 octets without leading zeros, IPv6 in eight groups and brackets,
     * names as written.
     *
     * @param defaultPort the port when none is given
     */
    public String canonical(int defaultPort) {
        String name = switch (kind) {
            case NAME -> host;
            case IPV4 -> plainV4(host);
            case IPV6 ->
                "["
                        + IpAddress.expand(
                                IpAddress.parseV6(host.toLowerCase(Locale.ROOT)).orElseThrow()) + "]";
        };
        return name + ":" + port.orElse(defaultPort);
    }

    private static String plainV4(String host) {
        byte[] bytes = IpAddress.parseV4(host).orElseThrow();
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }
}
