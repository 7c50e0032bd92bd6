package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.BodyFraming;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/**
 * The body of an upstream's response on its way to the client: finds where it ends (RFC 9112 §6.3) and hands its parts and
 * trailers over. One per client connection, reused.
 */
final class UpstreamBody {
    private final ClientStream client;
    private final RequestHead request;
    private final ResponseHead response;
    private final ResponseBodyWriter output;
    private final BodyFraming framing = new BodyFraming();

    UpstreamBody(ClientStream client, RequestHead request, ResponseHead response, ResponseBodyWriter output) {
        this.client = client;
        this.request = request;
        this.response = response;
        this.output = output;
    }

    /**
     * A body begins, whose head is there.
     *
     * @param framed whether the connection itself says where it ends
     */
    void begin(boolean framed) {
        if (framed) {
            framing.untilClose();
        } else if (!response.mayHaveBody(request.isHead())) {
            framing.none();
        } else if (response.isChunked()) {
            framing.chunked(TrailerFields.areWanted(request.headers()));
        } else if (response.contentLength() >= 0) {
            framing.length(response.contentLength());
        } else {
            framing.untilClose();
        }
    }

    /** Hands over what of the body is in the buffer; what is left there does not belong to it. */
    void relay(ByteBuf in) {
        int length;
        while ((length = framing.payload(in)) > 0) {
            output.part(in, length);
        }
        if (!framing.isDone() && !framing.isBroken()) {
            output.pass();
        }
    }

    /** The body is complete. */
    void end() {
        if (!framing.trailers().isEmpty()) {
            output.trailers(TrailerFields.parse(framing.trailers()));
        }
        output.end();
    }

    /** These fields follow the body. */
    void trailers(List<Map.Entry<String, String>> trailers) {
        if (client.isFramed() || TrailerFields.areWanted(request.headers())) {
            output.trailers(trailers);
        }
    }

    boolean isDone() {
        return framing.isDone();
    }

    /** True when its chunks are malformed. */
    boolean isBroken() {
        return framing.isBroken();
    }

    /** True when the end of the connection is its end. */
    boolean endsWithConnection() {
        return framing.endsWithConnection();
    }
}
