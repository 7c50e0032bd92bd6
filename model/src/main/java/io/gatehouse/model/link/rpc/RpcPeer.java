package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.link.LinkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a session after the hello: calls methods of the other end and answers its calls. Either end counts its own ids
 * from 0. It knows no socket: frames come in by {@link #receive} and leave by an {@link RpcTransport}.
 *
 * <p>Thread-safe, never blocks. What may be under way is bounded in both directions.
 */
public final class RpcPeer {
    private static final Logger LOG = LoggerFactory.getLogger(RpcPeer.class);
    private static final int MAX_UNDER_WAY = 256;
    private static final SnappyText END = SnappyText.literal("}");
    private static final SnappyText NOTHING = SnappyText.literal("");

    private final RpcTransport transport;
    private final Map<String, RpcMethod> methods;
    private final Set<String> capabilities;
    private final long maxUnpacked;
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicInteger beingAnswered = new AtomicInteger();
    private final Map<Long, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param methods what the other end may call, by name
     * @param capabilities what the other end said it can do
     * @param maxUnpacked most bytes of text in one frame
     */
    public RpcPeer(RpcTransport transport, Map<String, RpcMethod> methods, Set<String> capabilities, long maxUnpacked) {
        this.transport = transport;
        this.methods = Map.copyOf(methods);
        this.capabilities = Set.copyOf(capabilities);
        this.maxUnpacked = maxUnpacked;
    }

    /** Tells whether the other end can do this. */
    public boolean offers(String capability) {
        return capabilities.contains(capability);
    }

    /**
     * Calls a method of the other end.
     *
     * @param parameter the only one
     * @return the result; fails with {@link RpcError}, or with {@link java.util.concurrent.TimeoutException} after
     *     {@link RpcProtocol#CALL_TIMEOUT}
     */
    public CompletableFuture<JsonNode> call(String method, JsonNode parameter) {
        return call(method, parameter, RpcProtocol.CALL_TIMEOUT);
    }

    /** The same for a method that may take longer. */
    public CompletableFuture<JsonNode> call(String method, JsonNode parameter, Duration timeout) {
        if (!offers(RpcProtocol.capabilityOf(method))) {
            return CompletableFuture.failedFuture(new RpcError(
                    RpcError.METHOD_NOT_FOUND,
                    "requested capability does not exist, capability: " + RpcProtocol.capabilityOf(method)));
        }
        if (calls.size() >= MAX_UNDER_WAY) {
            return CompletableFuture.failedFuture(
                    new RpcError(RpcError.INTERNAL_ERROR, MAX_UNDER_WAY + " calls wait for an answer already"));
        }
        long id = nextId.getAndIncrement();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((value, failure) -> calls.remove(id));
        if (closed) {
            answer.completeExceptionally(new RpcError(RpcError.INTERNAL_ERROR, "the session is over"));
        } else {
            send(NOTHING, SnappyText.of(RpcMessage.request(id, method, parameter)), NOTHING);
        }
        return answer;
    }

    /**
     * Takes a frame.
     *
     * @throws LinkException when it is not what the protocol says; the session must end then
     */
    public void receive(byte[] frame) {
        for (RpcMessage message : RpcMessage.read(SnappyText.unpack(frame, maxUnpacked))) {
            if (message instanceof RpcMessage.Request request) {
                answer(request);
            } else if (message instanceof RpcMessage.Result result) {
                call(result.id()).complete(result.value());
            } else if (message instanceof RpcMessage.Failure failure) {
                call(failure.id()).completeExceptionally(failure.error());
            }
        }
    }

    /** An answer that nobody waits for any more came too late, and goes nowhere. */
    private CompletableFuture<JsonNode> call(JsonNode id) {
        CompletableFuture<JsonNode> waiting = id.isIntegralNumber() ? calls.get(id.longValue()) : null;
        return waiting == null ? new CompletableFuture<>() : waiting;
    }

    private void answer(RpcMessage.Request request) {
        RpcMethod method = methods.get(request.method());
        if (method == null) {
            fail(request, new RpcError(RpcError.METHOD_NOT_FOUND, "Method not found"));
            return;
        }
        if (beingAnswered.incrementAndGet() > MAX_UNDER_WAY) {
            throw new LinkException("more than " + MAX_UNDER_WAY + " calls are waiting for their answers");
        }
        try {
            method.call(request.params()).whenComplete((result, failure) -> {
                beingAnswered.decrementAndGet();
                if (failure == null) {
                    succeed(request, result);
                } else {
                    fail(request, asError(request, failure));
                }
            });
        } catch (RuntimeException refused) {
            beingAnswered.decrementAndGet();
            fail(request, asError(request, refused));
        }
    }

    private static RpcError asError(RpcMessage.Request request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RpcError error) {
            return error;
        }
        LOG.error("call of {} failed: {}", request.method(), cause.toString(), cause);
        return new RpcError(RpcError.INTERNAL_ERROR, "Internal error");
    }

    private void succeed(RpcMessage.Request request, SnappyText result) {
        request.id()
                .ifPresent(id ->
                        send(SnappyText.literal("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":"), result, END));
    }

    private void fail(RpcMessage.Request request, RpcError error) {
        request.id().ifPresent(id -> send(NOTHING, SnappyText.of(RpcMessage.failure(id, error)), NOTHING));
    }

    private void send(SnappyText before, SnappyText text, SnappyText after) {
        List<byte[]> frame = SnappyText.block(before, text, after);
        if (!closed) {
            transport.send(frame);
        }
    }

    /** The connection is gone: whoever waits for an answer is told so. */
    public void close() {
        closed = true;
        calls.values()
                .forEach(answer ->
                        answer.completeExceptionally(new RpcError(RpcError.INTERNAL_ERROR, "the session is over")));
    }
}
