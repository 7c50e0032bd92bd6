package io.gatehouse.proxy.http;

import java.nio.charset.StandardCharsets;

/** The headers that the gateway itself reads, replaces or removes; every other one is {@link #OTHER}. */
public enum KnownHeader {
    OTHER(""),
    ACCEPT("accept"),
    AUTHORIZATION("authorization"),
    CONNECTION("connection"),
    CONTENT_LENGTH("content-length"),
    CONTENT_TYPE("content-type"),
    DATE("date"),
    EXPECT("expect"),
    HOST("host"),
    KEEP_ALIVE("keep-alive"),
    KONG_DEBUG("kong-debug"),
    PROXY("proxy"),
    PROXY_CONNECTION("proxy-connection"),
    REFERER("referer"),
    SERVER("server"),
    TE("te"),
    TRAILER("trailer"),
    TRANSFER_ENCODING("transfer-encoding"),
    UPGRADE("upgrade"),
    USER_AGENT("user-agent"),
    VIA("via"),
    X_ACCEL_BUFFERING("x-accel-buffering"),
    X_ACCEL_CHARSET("x-accel-charset"),
    X_ACCEL_EXPIRES("x-accel-expires"),
    X_ACCEL_LIMIT_RATE("x-accel-limit-rate"),
    X_ACCEL_REDIRECT("x-accel-redirect"),
    X_FORWARDED_FOR("x-forwarded-for"),
    X_FORWARDED_HOST("x-forwarded-host"),
    X_FORWARDED_PATH("x-forwarded-path"),
    X_FORWARDED_PORT("x-forwarded-port"),
    X_FORWARDED_PREFIX("x-forwarded-prefix"),
    X_FORWARDED_PROTO("x-forwarded-proto"),
    X_KONG_PROXY_LATENCY("x-kong-proxy-latency"),
    X_KONG_REQUEST_DEBUG("x-kong-request-debug"),
    X_KONG_REQUEST_DEBUG_LOG("x-kong-request-debug-log"),
    X_KONG_REQUEST_DEBUG_TOKEN("x-kong-request-debug-token"),
    X_KONG_REQUEST_ID("x-kong-request-id"),
    X_KONG_RESPONSE_LATENCY("x-kong-response-latency"),
    X_KONG_UPSTREAM_LATENCY("x-kong-upstream-latency"),
    X_KONG_UPSTREAM_STATUS("x-kong-upstream-status"),
    X_PAD("x-pad"),
    X_REAL_IP("x-real-ip");

    private static final int LONGEST = 26;
    private static final KnownHeader[][] BY_LENGTH = new KnownHeader[LONGEST + 1][];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = java.util.Arrays.stream(values())
                    .filter(header -> header != OTHER && header.lower.length == wanted)
                    .toArray(KnownHeader[]::new);
        }
    }

    private final byte[] lower;

    KnownHeader(String lower) {
        this.lower = lower.getBytes(StandardCharsets.US_ASCII);
    }

    /** The header's bit in a presence mask. */
    long bit() {
        return 1L << ordinal();
    }

    /** Finds a header by its name, compared without case. */
    static KnownHeader find(byte[] bytes, int start, int length) {
        if (length > LONGEST || length == 0) {
            return OTHER;
        }
        for (KnownHeader candidate : BY_LENGTH[length]) {
            if (Ascii.equalsLower(bytes, start, candidate.lower)) {
                return candidate;
            }
        }
        return OTHER;
    }

    /** Finds a header by its name, compared without case. */
    public static KnownHeader of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return find(bytes, 0, bytes.length);
    }
}
