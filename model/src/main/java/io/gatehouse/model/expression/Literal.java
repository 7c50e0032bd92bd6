package io.gatehouse.model.expression;

import java.net.InetAddress;

/** What a field is compared with. */
public sealed interface Literal {

    /** A string, escapes resolved. */
    record Text(String value) implements Literal {}

    /** An integer. */
    record Number(long value) implements Literal {}

    /** An IP address. */
    record Address(InetAddress value) implements Literal {}

    /**
     * An IP network.
     *
     * @param bits length of the prefix, 0 to 32 or 128
     */
    record Network(InetAddress address, int bits) implements Literal {}
}
