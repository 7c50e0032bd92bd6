package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.BodyTransformer;
import io.gatehouse.plugin.ClientResponse.Source;
import io.gatehouse.proxy.exchange.ResponseHeadWriter.Framing;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.http.ResponseHead;
import io.gatehouse.proxy.phase.PluginPlan;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Begins responses: runs the phases of the head, decides how the body is delimited, and writes. One per client connection. */
final class ResponseAssembly {
    private static final int NO_CONTENT = 204;
    private static final byte[] NOTHING = {};

    private final HttpExchange exchange;
    private final Worker worker;
    private final ClientStream client;
    private final RequestHead request;
    private final RequestBody requestBody;
    private final ResponseHead upstream;
    private final ResponseState state;
    private final ResponseBodyWriter output;
    private final ResponseHeadWriter writer;
    private boolean keepAlive;
    private String sentHead = "";

    ResponseAssembly(
            HttpExchange exchange,
            Worker worker,
            ClientStream client,
            RequestBody requestBody,
            ResponseHead upstream,
            ResponseState state,
            ResponseBodyWriter output) {
        this.exchange = exchange;
        this.worker = worker;
        this.client = client;
        this.request = exchange.head();
        this.requestBody = requestBody;
        this.upstream = upstream;
        this.state = state;
        this.output = output;
        this.writer = new ResponseHeadWriter(worker.settings());
    }

    void clear() {
        state.clear();
        output.clear();
        keepAlive = false;
        sentHead = "";
    }

    /** Whether the head said that the connection stays open. */
    boolean keepsAlive() {
        return keepAlive;
    }

    /** The head as it was sent; kept for log documents only, else empty. */
    String sentHead() {
        return sentHead;
    }

    /**
     * Begins the upstream's response.
     *
     * @param readable bytes that came with its head
     */
    void beginUpstream(PluginPlan plan, int readable) {
        state.beginUpstream();
        ResponsePhases.headers(plan, exchange);
        List<BodyTransformer> transformers = List.of();
        Framing framing;
        if (upstream.status() == 101) {
            framing = Framing.TUNNEL;
        } else if (!upstream.mayHaveBody(request.isHead())) {
            framing = Framing.NONE;
        } else {
            transformers = ResponsePhases.transformers(plan, exchange);
            framing = framing(!transformers.isEmpty() || upstream.contentLength() < 0);
        }
        boolean delimited = framing != Framing.CLOSE && framing != Framing.TUNNEL;
        keepAlive = delimited && requestBody.isComplete() && mayKeepAlive();
        HeadWriter out = worker.headWriter();
        writer.writeUpstream(out, upstream, state, framing, keepAlive, exchange);
        keepSentHead(plan, out);
        output.begin(out, readable, framing, transformers);
    }

    private Framing framing(boolean lengthUnknown) {
        if (!lengthUnknown) {
            return Framing.LENGTH;
        }
        return request.minorVersion() > 0 ? Framing.CHUNKED : Framing.CLOSE;
    }

    /** Writes a response of the gateway's own, whose headers are among the changes of the state. */
    void writeOwn(PluginPlan plan, int status, Source source, byte[] content, boolean mayStay) {
        state.beginOwn(status, source);
        ResponsePhases.headers(plan, exchange);
        byte[] sent = content;
        if (state.status() == NO_CONTENT) {
            // neither a body nor a length (RFC 9110 §8.6)
            sent = NOTHING;
        } else {
            for (BodyTransformer transformer : ResponsePhases.transformers(plan, exchange)) {
                sent = transformer.transform(sent, true);
            }
            state.edits().set("Content-Length", Integer.toString(sent.length));
        }
        keepAlive = mayStay && mayDiscardRest() && mayKeepAlive();
        HeadWriter out = worker.headWriter();
        writer.writeOwn(out, state, keepAlive, exchange, worker.dateNow());
        keepSentHead(plan, out);
        output.begin(out, sent.length, Framing.LENGTH, List.of());
        if (!request.isHead() && sent.length > 0) {
            output.part(Unpooled.wrappedBuffer(sent), sent.length);
        }
        output.end();
    }

    private boolean mayKeepAlive() {
        return request.keepsAlive() && client.mayKeepAlive();
    }

    /**
     * Whether what is left of the request's body is little enough to be read and thrown away. A client that was not told to
     * go on may leave its body out (RFC 9110 §10.1.1), and then its next request would be taken for it.
     */
    private boolean mayDiscardRest() {
        return requestBody.isComplete()
                || !request.hasUnknownLength()
                        && !request.expectsContinue()
                        && request.contentLength() - requestBody.received() <= RequestBody.HELD;
    }

    private void keepSentHead(PluginPlan plan, HeadWriter out) {
        if (plan.needsLogDocument()) {
            sentHead = out.text(0);
        }
    }
}
