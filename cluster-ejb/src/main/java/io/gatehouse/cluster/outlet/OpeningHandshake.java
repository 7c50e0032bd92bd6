package io.gatehouse.cluster.outlet;

import io.gatehouse.model.link.delta.DeltaProtocol;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The server's side of the WebSocket opening handshake (RFC 6455 §4.2), without extensions. */
final class OpeningHandshake {

    /** The fixed text of RFC 6455 §1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int KEY_BYTES = 16;

    private OpeningHandshake() {}

    /** Returns what is wrong with the request, empty when nothing is (RFC 6455 §4.2.1). */
    static Optional<String> defect(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return Optional.of("bad http version " + request.protocolVersion() + ", HTTP/1.1 is needed");
        }
        if (!HttpMethod.GET.equals(request.method())) {
            return Optional.of("bad method " + request.method() + ", GET is needed");
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)) {
            return Optional.of("bad \"upgrade\" request header: " + headers.get(HttpHeaderNames.UPGRADE));
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return Optional.of("bad \"connection\" request header: " + headers.get(HttpHeaderNames.CONNECTION));
        }
        if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return Optional.of(
                    "bad \"sec-websocket-key\" request header: " + headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of("bad \"sec-websocket-version\" request header: "
                    + headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
        }
        return Optional.empty();
    }

    /** Whether the client offers a subprotocol; it may do so in one list or several (RFC 6455 §11.3.4). */
    static boolean offers(HttpRequest request, String subprotocol) {
        return request.headers().containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol, false);
    }

    private static boolean isKey(String value) {
        if (value == null) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(value.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /**
     * Returns the subprotocol to answer with: deltas where they are offered; any other offer is repeated as it came, which is what
     * other control planes do.
     */
    static Optional<String> subprotocol(HttpRequest request) {
        if (request.headers().containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, DeltaProtocol.SUBPROTOCOL, false)) {
            return Optional.of(DeltaProtocol.SUBPROTOCOL);
        }
        return Optional.ofNullable(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
    }

    /** Returns {@code Sec-WebSocket-Accept} for a request without defect. */
    static String accept(HttpRequest request) {
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY).strip();
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
