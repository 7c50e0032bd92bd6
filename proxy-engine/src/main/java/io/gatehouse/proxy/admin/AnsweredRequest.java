package io.gatehouse.proxy.admin;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.Optional;

/** What must be known of a request when its answer is written. Handed from thread to thread. */
final class AnsweredRequest {
    private static final String STREAM =
            HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text().toString();

    private final String method;
    private final String target;
    private final String protocol;
    private final boolean keepAlive;
    private final Optional<String> origin;
    private final Optional<String> agent;
    private final Optional<String> stream;
    private final String address;
    private final long start;
    private Optional<String> caller = Optional.empty();

    private AnsweredRequest(FullHttpRequest request, String address, long start) {
        this.method = request.method().name();
        this.target = request.uri();
        this.protocol = request.protocolVersion().text();
        this.keepAlive =
                HttpUtil.isKeepAlive(request) && !request.decoderResult().isFailure();
        this.origin = Optional.ofNullable(request.headers().get(HttpHeaderNames.ORIGIN));
        this.agent = Optional.ofNullable(request.headers().get(HttpHeaderNames.USER_AGENT));
        this.stream = Optional.ofNullable(request.headers().get(STREAM));
        this.address = address;
        this.start = start;
    }

    /** @param start {@link System#nanoTime()} of arrival */
    static AnsweredRequest of(FullHttpRequest request, String address, long start) {
        return new AnsweredRequest(request, address, start);
    }

    String method() {
        return method;
    }

    /** As the client wrote it, with its query. */
    String target() {
        return target;
    }

    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    String protocol() {
        return protocol;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    Optional<String> origin() {
        return origin;
    }

    Optional<String> agent() {
        return agent;
    }

    /** Number of the stream of HTTP/2 on which the answer goes. */
    Optional<String> stream() {
        return stream;
    }

    /** Address of the client. */
    String address() {
        return address;
    }

    long millisSinceArrival() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    void calledBy(String name) {
        caller = Optional.of(name);
    }

    /** Who called, where callers have names. */
    Optional<String> caller() {
        return caller;
    }
}
