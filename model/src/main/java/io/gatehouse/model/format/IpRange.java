package io.gatehouse.model.format;

import java.util.Optional;

/** An address or a CIDR range (RFC 4632 §3.1, RFC 4291 §2.3). */
public final class IpRange {
    private IpRange() {}

    /** The problem with {@code text} as an IPv4 or IPv6 address or range. */
    public static Optional<String> problem(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = addressBits(address);
        boolean good = bits > 0 && (slash < 0 || validPrefix(text.substring(slash + 1), bits));
        return good ? Optional.empty() : Optional.of("invalid ip or cidr range: '" + text + "'");
    }

    private static int addressBits(String address) {
        if (IpAddress.parseV4(address).isPresent()) {
            return 32;
        }
        return IpAddress.parseV6(address).isPresent() ? 128 : 0;
    }

    private static boolean validPrefix(String text, int bits) {
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= bits;
    }
}
