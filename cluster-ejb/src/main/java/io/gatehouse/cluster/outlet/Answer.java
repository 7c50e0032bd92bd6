package io.gatehouse.cluster.outlet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;

/** The few HTTP answers of the listener, in the header order that data planes have seen so far. */
final class Answer {

    private Answer() {}

    /** {@code 101} with the subprotocol that is spoken from now on, when there is one. */
    static ByteBuf switchingProtocols(HttpRequest request, Optional<String> subprotocol) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 101 Switching Protocols\r\nDate: ")
                .append(DateFormatter.format(new Date()))
                .append("\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ")
                .append(OpeningHandshake.accept(request))
                .append("\r\n");
        subprotocol.ifPresent(
                chosen -> head.append("Sec-WebSocket-Protocol: ").append(chosen).append("\r\n"));
        return bytes(head.append("\r\n").toString());
    }

    /** An HTML page that says nothing but the status. */
    static ByteBuf page(int status, String title, String heading, boolean keepAlive) {
        String body = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + heading
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
        return bytes("HTTP/1.1 " + status + ' ' + reason(status) + "\r\nDate: " + DateFormatter.format(new Date())
                + "\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: " + body.length() + "\r\nConnection: "
                + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n" + body);
    }

    private static String reason(int status) {
        return status == 404 ? "Not Found" : "Bad Request";
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
