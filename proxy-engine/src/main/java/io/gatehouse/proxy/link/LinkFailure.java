package io.gatehouse.proxy.link;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;

/** Says in words for a log line what went wrong on a connection. */
public final class LinkFailure {

    private LinkFailure() {}

    /** The innermost message, for TLS wraps the reason several times. */
    public static String describe(Throwable failure) {
        if (failure instanceof ConnectTimeoutException) {
            return "no answer to the connection attempt";
        }
        if (failure instanceof SslHandshakeTimeoutException) {
            return "no answer to the TLS handshake";
        }
        if (failure instanceof NotSslRecordException || failure.getCause() instanceof NotSslRecordException) {
            return "the other end does not speak TLS";
        }
        if (failure instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            return "the WebSocket handshake was answered with "
                    + refused.response().status();
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            return "the name cannot be resolved: " + cause.getMessage();
        }
        if (cause instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
