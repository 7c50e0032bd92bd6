package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.access.AccessRules;
import io.gatehouse.model.admin.errors.ErrorAnswer;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the Admin API. Requests are answered one after the other. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private final AdminRoutes routes;
    private final AccessRules access;
    private final AnswerWriter writer;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy;

    AdminHandler(AdminRoutes routes, AccessRules access, AnswerWriter writer) {
        this.routes = routes;
        this.access = access;
        this.writer = writer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (busy) {
            waiting.add(request.retain());
        } else {
            begin(context, request);
        }
    }

    private void begin(ChannelHandlerContext context, FullHttpRequest request) {
        busy = true;
        // what a client sends beyond that stays in its socket
        context.channel().config().setAutoRead(false);
        AnsweredRequest answered = AnsweredRequest.of(request, peer(context), System.nanoTime());
        CompletionStage<AdminAnswer> answer;
        try {
            answer = answer(context, request, answered);
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        answer.whenComplete((done, failure) -> {
            AdminAnswer result = failure == null ? done : failed(answered, failure);
            if (context.executor().inEventLoop()) {
                end(context, answered, result);
            } else {
                context.executor().execute(() -> end(context, answered, result));
            }
        });
    }

    private void end(ChannelHandlerContext context, AnsweredRequest answered, AdminAnswer answer) {
        writer.write(context, answered, answer);
        busy = false;
        FullHttpRequest next = waiting.poll();
        if (next == null) {
            context.channel().config().setAutoRead(true);
        } else {
            try {
                begin(context, next);
            } finally {
                next.release();
            }
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    private CompletionStage<AdminAnswer> answer(
            ChannelHandlerContext context, FullHttpRequest request, AnsweredRequest answered) {
        if (request.decoderResult().isFailure() || !request.uri().startsWith("/")) {
            throw new MessageException(400, "Bad request");
        }
        if (!answered.method().equals("OPTIONS")) {
            AccessRules.Decision decision = access.decide(
                    Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION)), certificate(context));
            decision.caller().ifPresent(answered::calledBy);
            if (decision.refusal().isPresent()) {
                LOG.warn(
                        "Refused {} from {}, who has no valid token or certificate",
                        answered.method(),
                        answered.address());
                // RFC 6750 §3
                return CompletableFuture.completedFuture(AdminAnswer.error(
                                ErrorAnswer.message(401, decision.refusal().get()))
                        .with(Map.of("WWW-Authenticate", "Bearer realm=\"admin\"")));
            }
        }
        String contentType = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        AdminRequest read = new AdminRequest(
                answered.method(),
                answered.path(),
                answered.query(),
                QueryParameters.parse(answered.query()),
                contentType,
                ByteBufUtil.getBytes(request.content()),
                List.of());
        return routes.answer(
                read, Optional.ofNullable(request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)));
    }

    private static AdminAnswer failed(AnsweredRequest request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ErrorAnswer answer = ErrorAnswer.of(cause);
        if (answer.unexpected()) {
            LOG.error("{} {} failed unexpectedly", request.method(), request.path(), cause);
        }
        return AdminAnswer.error(answer);
    }

    private static String peer(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "-";
    }

    /** That of the client, which TLS has verified. */
    private static Optional<X509Certificate> certificate(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first
                    ? Optional.of(first)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection of {} to the Admin API ends: {}", peer(context), cause.toString());
        context.close();
    }
}
