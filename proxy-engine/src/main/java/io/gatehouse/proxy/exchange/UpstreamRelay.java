package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.balancer.Selection;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.http.ParseResult;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.http.ResponseHead;
import io.gatehouse.proxy.upstream.PoolKey;
import io.gatehouse.proxy.upstream.UpstreamChannel;
import io.gatehouse.proxy.upstream.UpstreamListener;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request to an upstream and its response back, with further tries where that is safe. One per client connection,
 * reused; confined to the event loop.
 */
final class UpstreamRelay implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamRelay.class);

    private enum State {
        IDLE,
        COLLECTING,
        CHOOSING,
        CONNECTING,
        WAITING,
        RESPONDING,
        TUNNEL
    }

    private final HttpExchange exchange;
    private final Worker worker;
    private final ClientStream client;
    private final RequestHead request;
    private final RequestBody body;
    private final RequestSender sender;
    private final UpstreamTlsRules tls;
    private final ResponseHead response;
    private final ResponseBodyWriter output;
    private final UpstreamBody responseBody;
    private final UpstreamTries tries;
    private final UpstreamDeadline deadline;

    private State state = State.IDLE;
    private ServiceConfig service;
    private UpstreamChannel connection;
    private boolean wasReused;

    UpstreamRelay(
            HttpExchange exchange,
            Worker worker,
            ClientStream client,
            RequestHead request,
            RequestBody body,
            RequestSender sender,
            UpstreamTlsRules tls,
            ResponseHead response,
            ResponseBodyWriter output) {
        this.tries = new UpstreamTries(exchange.hashInputs(), exchange.timings());
        this.exchange = exchange;
        this.worker = worker;
        this.client = client;
        this.request = request;
        this.body = body;
        this.sender = sender;
        this.tls = tls;
        this.response = response;
        this.output = output;
        this.responseBody = new UpstreamBody(client, request, response, output);
        this.deadline = new UpstreamDeadline(this, worker.deadlines());
    }

    /** The tries of the present request. */
    UpstreamTries tries() {
        return tries;
    }

    void clear() {
        tries.clear();
        response.clear();
    }

    void start(ServiceConfig newService, Balancer balancer, boolean buffered) {
        service = newService;
        deadline.begin(newService);
        tries.begin(balancer, service.retries());
        if (buffered && !body.isComplete() && !body.isFull()) {
            state = State.COLLECTING;
            body.whenReceived(this::collected);
        } else {
            choose();
        }
    }

    private void collected() {
        if (body.isComplete() || body.isFull()) {
            body.whenReceived(null);
            choose();
        }
    }

    private void choose() {
        state = State.CHOOSING;
        long start = System.nanoTime();
        chosen(tries.choose(), start);
    }

    private void chosen(Selection selection, long start) {
        if (selection instanceof Endpoint endpoint) {
            tries.add(endpoint, start);
            connect(endpoint, false);
        } else if (selection instanceof Selection.Pending pending) {
            long number = exchange.number();
            pending.later()
                    .whenComplete((found, error) -> worker.loop().execute(() -> {
                        // the client may have gone meanwhile, and another request may be here
                        if (state == State.CHOOSING && exchange.number() == number) {
                            chosen(found, start);
                        }
                    }));
        } else if (selection instanceof Selection.Refused refused) {
            LOG.warn("{}: {} (request_id {})", service, refused.reason(), exchange.requestId());
            state = State.IDLE;
            exchange.refused(refused.status(), refused.message());
        }
    }

    private void connect(Endpoint endpoint, boolean fresh) {
        state = State.CONNECTING;
        PoolKey key = new PoolKey(
                endpoint.address(),
                tls.of(service, endpoint),
                service.protocol().grpc());
        worker.upstreams().acquire(key, fresh, service.connectTimeoutMillis(), this);
    }

    @Override
    public void connected(UpstreamChannel newConnection) {
        if (state != State.CONNECTING) {
            newConnection.release(true);
            return;
        }
        connection = newConnection;
        wasReused = connection.isReused();
        state = State.WAITING;
        tries.connected(!wasReused);
        sender.send(connection, tries.endpoint(), service.protocol().tls());
        if (sender.isDone()) {
            deadline.awaitRead();
        } else {
            deadline.awaitWrite();
            body.whenReceived(this::more);
            more();
        }
    }

    /** More of a streamed request body came, or the upstream takes more. */
    private void more() {
        if (connection == null || sender.isDone()) {
            return;
        }
        if (connection.isWritable()) {
            sender.sendBody(connection);
        }
        if (sender.isDone()) {
            body.whenReceived(null);
            deadline.awaitRead();
        } else if (connection.isWritable()) {
            // the client's pace counts now, and its own time-out
            deadline.unset();
            client.reading(true);
        } else {
            deadline.awaitWrite();
            client.reading(false);
        }
    }

    @Override
    public void connectFailed(Throwable cause, boolean timedOut) {
        if (state == State.CONNECTING) {
            fail(timedOut ? FailedTry.CONNECT_TIMEOUT : FailedTry.CONNECT, String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void read(ByteBuf in) {
        if (state == State.TUNNEL) {
            client.write(in.retain());
            deadline.awaitRead();
            return;
        }
        if (sender.isDone()) {
            deadline.awaitRead();
        }
        if (state == State.WAITING && !readHead(in)) {
            return;
        }
        relayBody(in);
    }

    /** True once the head of the final response is there. */
    private boolean readHead(ByteBuf in) {
        while (true) {
            ParseResult result = response.read(in);
            if (result == ParseResult.NEED_MORE) {
                return false;
            }
            if (result == ParseResult.REFUSED) {
                fail(FailedTry.INVALID, "the head of the response is malformed or too large");
                return false;
            }
            if (!response.isInterim()) {
                return begin(in);
            }
            response.clear();
        }
    }

    private boolean begin(ByteBuf in) {
        tries.responded(response.status());
        if (response.status() == 101) {
            if (!sender.isWebSocket()) {
                fail(FailedTry.INVALID, "the upstream switched protocols without being asked");
                return false;
            }
            state = State.TUNNEL;
        } else {
            state = State.RESPONDING;
            responseBody.begin(connection.isFramed());
        }
        if (body.isComplete()) {
            body.release();
        }
        exchange.upstreamResponded(in.readableBytes());
        if (state == State.TUNNEL) {
            output.pass();
            if (in.isReadable()) {
                client.write(in.readRetainedSlice(in.readableBytes()));
            }
            client.flush();
            deadline.awaitRead();
            client.tunnel();
            return false;
        }
        return state == State.RESPONDING;
    }

    private void relayBody(ByteBuf in) {
        responseBody.relay(in);
        if (responseBody.isDone()) {
            complete(!in.isReadable() && response.keepsAlive() && sender.isDone());
        } else if (responseBody.isBroken()) {
            cut("the chunks of the response are malformed");
        }
    }

    private void complete(boolean reusable) {
        deadline.unset();
        UpstreamChannel used = connection;
        connection = null;
        state = State.IDLE;
        if (used != null) {
            used.release(reusable);
        }
        tries.finished(response.status());
        responseBody.end();
        exchange.responseComplete();
    }

    @Override
    public void ended(List<Map.Entry<String, String>> trailers) {
        if (state == State.WAITING) {
            fail(FailedTry.INVALID, "the response ended before its head");
        } else if (state == State.RESPONDING) {
            responseBody.trailers(trailers);
            complete(false);
        }
    }

    @Override
    public void readComplete() {
        if (state == State.RESPONDING || state == State.TUNNEL) {
            client.flush();
            if (!client.isWritable()) {
                connection.reading(false);
                deadline.unset();
            }
        }
    }

    /** The client takes bytes again. */
    void clientWritable() {
        if (connection != null && (state == State.RESPONDING || state == State.TUNNEL)) {
            connection.reading(true);
            deadline.awaitRead();
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (state == State.TUNNEL) {
            client.reading(writable);
        } else {
            more();
        }
    }

    /** True once the request may be on its way to an upstream. */
    boolean hasBegun() {
        return state != State.IDLE && state != State.COLLECTING;
    }

    boolean isTunnel() {
        return state == State.TUNNEL;
    }

    /** Bytes from the client through the tunnel. */
    void tunnel(ByteBuf in) {
        connection.write(in.retain());
        connection.flush();
        deadline.awaitRead();
        if (!connection.isWritable()) {
            client.reading(false);
        }
    }

    @Override
    public void closed(Throwable cause) {
        connection = null;
        switch (state) {
            case WAITING ->
                fail(
                        FailedTry.CLOSED,
                        cause == null ? "the upstream closed the connection" : String.valueOf(cause.getMessage()));
            case RESPONDING -> {
                if (responseBody.endsWithConnection() && cause == null) {
                    complete(false);
                } else {
                    cut("the upstream closed the connection in the middle of its response");
                }
            }
            case TUNNEL -> {
                deadline.unset();
                state = State.IDLE;
                tries.finished(response.status());
                exchange.responseComplete();
            }
            default -> {}
        }
    }

    /** The upstream was waited for too long. */
    void timedOut() {
        switch (state) {
            case WAITING -> fail(FailedTry.TIMEOUT, "the upstream was silent for too long");
            case RESPONDING -> cut("the upstream stopped in the middle of its response");
            case TUNNEL -> {
                close();
                tries.finished(response.status());
                exchange.responseComplete();
            }
            default -> {}
        }
    }

    /** A try brought no response: another one, or the gateway's own answer. */
    private void fail(FailedTry failure, String reason) {
        close();
        Endpoint endpoint = tries.endpoint();
        boolean timeout = failure.isTimeout();
        boolean repeatable = sender.mayRepeat() && failure.allowsAnother(request.method());
        if (repeatable && wasReused && failure == FailedTry.CLOSED && response.isEmpty()) {
            // the upstream closed an idle connection while the request was on its way: no fault of this try
            wasReused = false;
            connect(endpoint, true);
            return;
        }
        tries.failed(timeout);
        boolean again = repeatable && tries.mayTryAgain();
        LOG.warn(
                "{}: {} failed: {}{} (request_id {})",
                service,
                endpoint,
                reason,
                again ? ", trying again" : "",
                exchange.requestId());
        if (again) {
            tries.tryAgain(timeout);
            response.clear();
            choose();
        } else {
            tries.finished(tries.status());
            exchange.failed(tries.status());
        }
    }

    /** The response cannot be completed, and its head was sent. */
    private void cut(String reason) {
        LOG.warn("{}: {} failed: {} (request_id {})", service, tries.endpoint(), reason, exchange.requestId());
        close();
        tries.finished(response.status());
        exchange.cut();
    }

    /** Gives up without an answer: the client is gone or has its answer already. */
    void cancel() {
        boolean chosen = state != State.IDLE && state != State.COLLECTING && state != State.CHOOSING;
        close();
        if (chosen) {
            tries.finished(0);
        }
    }

    private void close() {
        deadline.unset();
        state = State.IDLE;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** The client's connection is gone for good. */
    void discard() {
        deadline.discard();
    }
}
