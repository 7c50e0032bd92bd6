package io.gatehouse.proxy.http;

/**
 * How large the head of a request may be, in bytes.
 *
 * @param line the request line, or one header line, with its CRLF
 * @param head all lines together
 */
public record HeadLimits(int line, int head) {
    public static final HeadLimits DEFAULT = new HeadLimits(8192, 4 * 8192);
}
