package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Reply;
import io.gatehouse.proxy.balancer.BalancerRequest;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.Refusal;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.http.ResponseHead;
import io.gatehouse.proxy.overload.MemoryPressure;
import io.gatehouse.proxy.router.BadPathException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One request after another of a client's connection, each from its head to the log: rewrite, routing, access, upstream,
 * response. One per client connection, reused; confined to the event loop.
 */
public final class HttpExchange {
    /** What logs say of a request whose client left before the response began; nobody is sent it. */
    private static final int CLIENT_GONE = 499;

    private enum State {
        /** No request. */
        IDLE,
        /** Phases, or forwarding, before the response began. */
        REQUEST,
        /** The head of the response was sent. */
        RESPONSE
    }

    private final Worker worker;
    private final ClientStream client;
    private final ClientFacts facts;
    private final RequestHead head;
    private final ResponseHead upstreamHead = new ResponseHead();
    private final RequestBody body;
    private final BodyReader bodyReader;
    private final RequestPhases phases;
    private final RequestSender sender;
    private final UpstreamRelay relay;
    private final RequestRouting routing;
    private final PluginExchange plugins;
    private final HashInputs hashInputs;
    private final UpstreamRequestState upstreamRequest;
    private final ResponseState response;
    private final ResponseBodyWriter output;
    private final OwnAnswers answers;
    private final ResponseAssembly assembly;
    private final RequestOrigin origin;
    private final ExchangeLog log = new ExchangeLog(this);
    private final Timings timings = new Timings();
    private final byte[] requestIdBytes = new byte[RequestIds.LENGTH];

    private State state = State.IDLE;
    private String requestId;

    public HttpExchange(Worker worker, ClientStream client, ClientFacts facts, RequestHead head) {
        this.worker = worker;
        this.client = client;
        this.facts = facts;
        this.head = head;
        this.body = new RequestBody(client);
        this.bodyReader = new BodyReader(body);
        this.phases = new RequestPhases(this, worker);
        this.routing = new RequestRouting(worker, head, new RoutingView(this, facts, head));
        this.hashInputs = new HashInputs(this);
        this.upstreamRequest = new UpstreamRequestState(head);
        this.response = new ResponseState(upstreamHead);
        this.plugins = new PluginExchange(this, new RequestView(this, facts, head), upstreamRequest, response);
        this.output = new ResponseBodyWriter(client, worker.allocator());
        this.assembly = new ResponseAssembly(this, worker, client, body, upstreamHead, response, output);
        this.origin = new RequestOrigin(facts, head, worker.settings().realIp());
        UpstreamHeadWriter headWriter = new UpstreamHeadWriter(this, facts, head, upstreamRequest, worker.settings());
        this.sender = new RequestSender(this, worker, head, body, headWriter);
        UpstreamTlsRules tls = new UpstreamTlsRules(head, routing, worker.settings());
        this.relay = new UpstreamRelay(this, worker, client, head, body, sender, tls, upstreamHead, output);
        this.answers = new OwnAnswers(this, head, worker.settings());
    }

    // ---- the client's side ----

    /** A request begins: its head is complete, or was refused. */
    public void prepare() {
        state = State.REQUEST;
        timings.begin();
        worker.counters().requestBegan();
        worker.requestIds().next(requestIdBytes);
        requestId = null;
        routing.begin();
        origin.clear();
        plugins.clear();
        bodyReader.clear();
        assembly.clear();
        phases.clear();
        relay.clear();
        sender.clear();
        hashInputs.clear();
        body.begin(head, worker.settings().largestBody());
    }

    /** Takes the bytes of the request's body out of the buffer; those behind it stay. */
    public void receive(ByteBuf in) {
        body.receive(in);
    }

    /**
     * The client ends the body, where the connection frames messages itself.
     *
     * @return false when less came than the head had promised
     */
    public boolean endBody() {
        return body.end();
    }

    /** Runs the request, of which as much of the body as there is was received. */
    public void begin() {
        origin.resolve();
        if (refuseBody()) {
            return;
        }
        if (worker.isOverloaded()) {
            phases.skip(routing.config().globalPlan());
            response.setHeader("Retry-After", MemoryPressure.RETRY_AFTER_SECONDS);
            answers.failure(503);
            return;
        }
        try {
            routing.readPath();
        } catch (BadPathException e) {
            refuse(Refusal.BAD_REQUEST);
            return;
        }
        phases.rewrite(routing.config().globalPlan());
    }

    /** More of the body was received. */
    public void received() {
        if (state == State.IDLE || refuseBody()) {
            return;
        }
        bodyReader.received();
        body.announce();
    }

    /** Answers a request whose head or body breaks a rule; the connection closes afterwards. */
    public void refuse(Refusal refusal) {
        phases.skip(routing.config().globalPlan());
        relay.cancel();
        answers.refuse(refusal);
    }

    private boolean refuseBody() {
        if (!body.isBroken() && !body.isTooLarge()) {
            return false;
        }
        if (state == State.REQUEST && !relay.hasBegun()) {
            refuse(body.isBroken() ? Refusal.BAD_REQUEST : Refusal.BODY_TOO_LARGE);
        } else {
            relay.cancel();
            cut();
        }
        return true;
    }

    /** True when the body's last byte was received. */
    public boolean isBodyComplete() {
        return body.isComplete();
    }

    /** True while there is a request that is not finished. */
    public boolean isActive() {
        return state != State.IDLE;
    }

    /** Bytes through the tunnel of a switched protocol. */
    public void tunnel(ByteBuf in) {
        if (relay.isTunnel()) {
            relay.tunnel(in);
        }
    }

    /** The client takes bytes again. */
    public void clientWritable() {
        relay.clientWritable();
    }

    /** The client's connection is gone. */
    public void clientGone() {
        if (state != State.IDLE) {
            phases.stop();
            relay.cancel();
            if (state == State.REQUEST) {
                response.beginOwn(CLIENT_GONE, response.source());
            }
            output.release();
            finish();
        }
        body.release();
        relay.discard();
    }

    // ---- phases ----

    /** The rewrite phase is over. */
    void rewritten() {
        if (!routing.find()) {
            answers.error(404, ErrorMessages.NO_ROUTE);
            return;
        }
        RouteConfig route = routing.route();
        if (worker.settings().debugHeaders() && DebugHeaders.wanted(head.headers())) {
            DebugHeaders.add(route, response);
        }
        Optional<Reply> wrong = RouteChecks.check(route, this);
        if (wrong.isPresent()) {
            answers.reply(wrong.get());
            return;
        }
        phases.access(routing.config().plan(route));
    }

    /** The access phase is over: the request goes to the upstream. */
    void admitted() {
        RouteConfig route = routing.route();
        Optional<ServiceConfig> service = route.service();
        if (service.isEmpty()) {
            answers.error(503, ErrorMessages.NO_SERVICE);
            return;
        }
        routing.leadUpstream();
        if (upstreamRequest.body() != null) {
            body.replace(Unpooled.wrappedBuffer(upstreamRequest.body()));
        }
        expectBody();
        relay.start(
                service.get(), routing.config().balancer(service.get()), route.requestBuffering() && !routing.isGrpc());
    }

    /** Asks a client that waits for it to send its body (RFC 9110 §10.1.1). */
    private void expectBody() {
        if (head.expectsContinue() && !body.isComplete() && body.received() == 0) {
            client.proceed();
        }
        client.reading(true);
    }

    /** A plugin answers. */
    void reply(Reply reply) {
        answers.reply(reply);
    }

    /** A plugin failed. */
    void crashed() {
        answers.crash();
    }

    CompletionStage<byte[]> readBody(int limit) {
        if (!bodyReader.isAsked()) {
            expectBody();
        }
        return bodyReader.read(limit);
    }

    // ---- the upstream's side ----

    /** The balancer has no address. */
    void refused(int status, String message) {
        answers.error(status, message);
    }

    /** No try brought a response. */
    void failed(int status) {
        answers.failure(status);
    }

    /** The head of the upstream's response is there. */
    void upstreamResponded(int readable) {
        timings.head();
        state = State.RESPONSE;
        assembly.beginUpstream(phases.plan(), readable);
    }

    /** The whole response is with the client's connection. */
    void responseComplete() {
        client.flush();
        finish();
        client.completed(assembly.keepsAlive());
    }

    /** The response cannot be completed. */
    void cut() {
        output.release();
        finish();
        client.abort();
    }

    // ---- answers of the gateway's own ----

    /** Sends a response whose headers are among the changes of {@link #response()}. */
    void answer(int status, ClientResponse.Source source, byte[] content, boolean mayStay) {
        timings.head();
        state = State.RESPONSE;
        if (body.isComplete()) {
            body.release();
        } else {
            body.discard();
        }
        assembly.writeOwn(phases.plan(), status, source, content, mayStay);
        responseComplete();
    }

    private void finish() {
        state = State.IDLE;
        timings.end();
        worker.counters().requestEnded();
        ResponsePhases.log(phases.plan(), this);
        worker.accessRecorder().record(this);
        if (body.isComplete()) {
            body.release();
        }
    }

    // ---- facts, for what belongs to this exchange ----

    /** Number of this request on its connection, from 1. */
    public long number() {
        return client.number();
    }

    /** The request's head. */
    public RequestHead head() {
        return head;
    }

    /** The client's connection. */
    public ClientFacts client() {
        return facts;
    }

    /** Bytes of the response's body that were handed to the connection. */
    public long bodyBytesSent() {
        return output.bodyBytes();
    }

    /** Bytes of the request, with its head. */
    public long bytesReceived() {
        return head.length() + body.received();
    }

    /** Addresses of all tries with their ports, with commas between them; empty when there was none. */
    public String upstreamAddresses() {
        return relay.tries().addresses();
    }

    /** Statuses of all tries, with commas between them and a dash for a try without one; empty when there was none. */
    public String upstreamStatuses() {
        return relay.tries().statuses();
    }

    /** Start of the request in milliseconds since 1970. */
    public long startedAtMillis() {
        return worker.epochMillis(timings.start());
    }

    /** Milliseconds from the request to the last byte of its response, once that was sent. */
    public long totalMillis() {
        return timings.totalMillis();
    }

    /** The client's address after real-ip processing. */
    public String clientAddressText() {
        return origin.addressText();
    }

    ExchangeLog log() {
        return log;
    }

    RequestOrigin origin() {
        return origin;
    }

    byte[] requestIdBytes() {
        return requestIdBytes;
    }

    RequestRouting routing() {
        return routing;
    }

    BalancerRequest hashInputs() {
        return hashInputs;
    }

    RequestBody body() {
        return body;
    }

    UpstreamRequestState upstreamChanges() {
        return upstreamRequest;
    }

    UpstreamTries tries() {
        return relay.tries();
    }

    String sentHead() {
        return assembly.sentHead();
    }

    /** Bytes of the response, with its head. */
    public long bytesSent() {
        return output.bytes();
    }

    Worker worker() {
        return worker;
    }

    Timings timings() {
        return timings;
    }

    /** The id that client, upstream and logs are told. */
    public String requestId() {
        if (requestId == null) {
            requestId = Ascii.text(requestIdBytes, 0, requestIdBytes.length);
        }
        return requestId;
    }

    /** The request, as plugins see it. */
    public ClientRequest request() {
        return plugins.request();
    }

    /** The response, as plugins see and change it. */
    public ClientResponse response() {
        return response;
    }

    /** The whole exchange, as plugins see it. */
    public Exchange forPlugins() {
        return plugins;
    }

    PluginExchange plugins() {
        return plugins;
    }
}
