package io.gatehouse.model.format;

import io.gatehouse.model.format.HostAddress.Kind;
import io.gatehouse.model.format.HostAddress.MalformedException;
import java.util.Optional;

/** The places where a host stands, each with rules of its own. */
public final class HostText {
    private HostText() {}

    /** Host of a service: a name or an address, never a port. */
    public static Optional<String> hostProblem(String text) {
        try {
            return HostAddress.parse(text).port().isPresent() ? Optional.of("must not have a port") : Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of(malformed.onlyPort() ? "must not have a port" : "invalid value: " + text);
        }
    }

    /** A {@code Host} value: a name or an address, and perhaps a port. */
    public static Optional<String> hostWithPortProblem(String text) {
        try {
            HostAddress.parse(text);
            return Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of(malformed.getMessage());
        }
    }

    /** An element of {@code hosts} of a route; the place of its wildcard is checked by the schema's patterns. */
    public static Optional<String> routeHostProblem(String text) {
        return hostWithPortProblem(text.replace("*", "any")).map(problem -> problem.replace("any", "*"));
    }

    /** A TLS server name (RFC 6066 §3): a name, no address, no port. */
    public static Optional<String> sniProblem(String text) {
        try {
            HostAddress address = HostAddress.parse(text);
            if (address.kind() != Kind.NAME) {
                return Optional.of("must not be an IP");
            }
            return address.port().isPresent() ? Optional.of("must not have a port") : Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of(malformed.onlyPort() ? "must not have a port" : "invalid value: " + text);
        }
    }

    /** A TLS server name that may begin or end with one {@code *}. */
    public static Optional<String> wildcardSniProblem(String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            return sniProblem(text);
        }
        if (text.indexOf('*', star + 1) >= 0) {
            return Optional.of("only one wildcard must be specified");
        }
        if (star != 0 && star != text.length() - 1) {
            return Optional.of("wildcard must be leftmost or rightmost character");
        }
        return sniProblem(text.replace("*", "any")).map(problem -> problem.replace("any", "*"));
    }

    /** Name of an upstream: a host name without a port. */
    public static Optional<String> upstreamNameProblem(String text) {
        String start = "Invalid name ('" + text + "'); ";
        try {
            HostAddress address = HostAddress.parse(text);
            if (address.kind() != Kind.NAME) {
                return Optional.of(start + "no ip addresses allowed");
            }
            return address.port().isPresent() ? Optional.of(start + "no port allowed") : Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of(start + "must be a valid hostname");
        }
    }

    /** Address of a target. */
    public static Optional<String> targetProblem(String text) {
        try {
            HostAddress.parse(text);
            return Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.of("Invalid target ('" + text + "'); not a valid hostname or ip address");
        }
    }
}
