package io.gatehouse.cluster.outlet;

import io.gatehouse.cluster.outlet.SessionHandler.Begun;
import io.gatehouse.cluster.rpc.RpcSessions;
import io.gatehouse.cluster.session.DataPlaneNode;
import io.gatehouse.cluster.session.DataPlaneSessions;
import io.gatehouse.cluster.trust.Admission;
import io.gatehouse.cluster.trust.Admission.Admitted;
import io.gatehouse.cluster.trust.Admission.Refused;
import io.gatehouse.cluster.trust.AdmittedPeers;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.delta.DeltaProtocol;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests that this listener knows through their checks in the order of the protocol: {@code GET /v1/outlet} with
 * certificate, {@code node_id}, {@code node_version}, WebSocket upgrade, and {@code GET /v2/outlet}, when JSON-RPC is on, with
 * certificate, upgrade, subprotocol. Everything else is not found. Runs on the channel's event
 * loop.
 */
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(UpgradeHandler.class);

    private final AdmittedPeers peers;
    private final DataPlaneSessions sessions;
    private final Optional<RpcSessions> rpc;
    private final int maxPayload;
    private final PayloadLanes lanes;
    private boolean decided;

    UpgradeHandler(
            AdmittedPeers peers,
            DataPlaneSessions sessions,
            Optional<RpcSessions> rpc,
            int maxPayload,
            PayloadLanes lanes) {
        this.peers = peers;
        this.sessions = sessions;
        this.rpc = rpc;
        this.maxPayload = maxPayload;
        this.lanes = lanes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!decided && message instanceof HttpRequest request) {
                receive(ctx, request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            LOG.debug("request on the cluster listener cannot be read: {}", request.decoderResult());
            end(ctx);
            return;
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        boolean isRpc = rpc.isPresent() && target.rawPath().equals(RpcProtocol.OUTLET_V2);
        if (!isRpc && !target.rawPath().equals(LinkProtocol.OUTLET_V1)) {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            answer(ctx, Answer.page(404, "404 Not Found", "404 Not Found", keepAlive), keepAlive);
            return;
        }
        decided = true;
        String peer = address(ctx);
        List<X509Certificate> chain = presentedChain(ctx);
        peers.admit(chain)
                .whenCompleteAsync(
                        (admission, failure) -> {
                            if (failure != null) {
                                LOG.error(
                                        "data plane at {} could not be checked: {}", peer, failure.toString(), failure);
                                end(ctx);
                            } else if (isRpc) {
                                decidedRpc(ctx, request, peer, chain, admission);
                            } else {
                                decided(ctx, request, target, peer, chain, admission);
                            }
                        },
                        command -> {
                            if (ctx.executor().inEventLoop()) {
                                command.run();
                            } else {
                                ctx.executor().execute(command);
                            }
                        });
    }

    private void decided(
            ChannelHandlerContext ctx,
            HttpRequest request,
            QueryStringDecoder target,
            String peer,
            List<X509Certificate> chain,
            Admission admission) {
        Optional<Map<String, List<String>>> query = parameters(target);
        DataPlaneNode node = new DataPlaneNode(
                parameter(query, "node_id"),
                Optional.of(parameter(query, "node_hostname")).filter(hostname -> !hostname.isEmpty()),
                parameter(query, "node_version"),
                peer,
                admission instanceof Admitted admitted
                        ? Optional.of(admitted.certificate().getNotAfter().toInstant())
                        : Optional.empty());
        if (admission instanceof Refused refused) {
            LOG.error("{}{}", refused.reason(), node.label());
            refuse(ctx, refused);
        } else if (node.id().isEmpty()) {
            LOG.warn("data plane didn't pass the id{}", node.label());
            badRequest(ctx);
        } else if (node.version().isEmpty()) {
            LOG.warn("data plane didn't pass the version{}", node.label());
            badRequest(ctx);
        } else {
            Optional<String> defect = OpeningHandshake.defect(request);
            if (defect.isPresent()) {
                LOG.error("failed to perform server side websocket handshake: {}{}", defect.get(), node.label());
                end(ctx);
            } else {
                upgrade(ctx, request, node);
                watch(ctx.channel(), node.label(), chain, (Admitted) admission);
            }
        }
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest request, DataPlaneNode node) {
        Optional<String> subprotocol = OpeningHandshake.subprotocol(request);
        boolean deltas = subprotocol.filter(DeltaProtocol.SUBPROTOCOL::equals).isPresent();
        upgrade(
                ctx,
                Answer.switchingProtocols(request, subprotocol),
                new SessionHandler(node.label(), lanes, (context, lane, stuck) -> {
                    FrameWriter writer = new FrameWriter(context, lane, stuck);
                    return new Begun(writer, sessions.open(node, writer, deltas));
                }),
                maxPayload);
    }

    private void upgrade(ChannelHandlerContext ctx, ByteBuf answer, ChannelHandler session, int maxFrame) {
        ctx.writeAndFlush(answer);
        ctx.pipeline().addAfter(ctx.name(), "session", session);
        ctx.pipeline().addAfter(ctx.name(), "frames", new WebSocket13FrameDecoder(frames(maxFrame)));
        ctx.pipeline().remove(this);
        OutletPipeline.leaveHttp(ctx.pipeline());
    }

    private void watch(Channel channel, String label, List<X509Certificate> chain, Admitted admitted) {
        AdmittedPeers.Watch watch = peers.add(
                label,
                chain,
                admitted,
                () -> channel.eventLoop()
                        .execute(() -> channel.pipeline().fireUserEventTriggered(new AdmissionWithdrawn())));
        channel.closeFuture().addListener(gone -> watch.stop());
    }

    private static WebSocketDecoderConfig frames(int maxFrame) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxFrame)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .build();
    }

    /** On the JSON-RPC path the data plane says later who it is. */
    private void decidedRpc(
            ChannelHandlerContext ctx,
            HttpRequest request,
            String peer,
            List<X509Certificate> chain,
            Admission admission) {
        if (!(admission instanceof Admitted admitted)) {
            LOG.error("{} [ip: {}]", ((Refused) admission).reason(), peer);
            refuse(ctx, (Refused) admission);
            return;
        }
        Optional<String> defect = OpeningHandshake.defect(request);
        if (defect.isEmpty() && !OpeningHandshake.offers(request, RpcProtocol.SUBPROTOCOL)) {
            defect = Optional.of("the subprotocol " + RpcProtocol.SUBPROTOCOL + " is not offered");
        }
        if (defect.isPresent()) {
            LOG.error("failed to perform server side websocket handshake: {} [ip: {}]", defect.get(), peer);
            end(ctx);
            return;
        }
        String label = " [ip: " + peer + "]";
        Optional<Instant> expiry =
                Optional.of(admitted.certificate().getNotAfter().toInstant());
        upgrade(
                ctx,
                Answer.switchingProtocols(request, Optional.of(RpcProtocol.SUBPROTOCOL)),
                new SessionHandler(label, lanes, (context, lane, stuck) -> {
                    RpcFrameWriter writer = new RpcFrameWriter(context, lane, stuck);
                    return new Begun(writer, rpc.orElseThrow().open(peer, expiry, writer));
                }),
                RpcSessions.MAX_FRAME);
        watch(ctx.channel(), label, chain, admitted);
    }

    private static void refuse(ChannelHandlerContext ctx, Refused refused) {
        switch (refused.answer()) {
            case SILENCE -> end(ctx);
            case CERTIFICATE_MISSING ->
                answer(
                        ctx,
                        Answer.page(400, "400 No required SSL certificate was sent", "400 Bad Request", false),
                        false);
            case CERTIFICATE_INVALID ->
                answer(ctx, Answer.page(400, "400 The SSL certificate error", "400 Bad Request", false), false);
        }
    }

    private static void badRequest(ChannelHandlerContext ctx) {
        answer(ctx, Answer.page(400, "400 Bad Request", "400 Bad Request", false), false);
    }

    private static void answer(ChannelHandlerContext ctx, ByteBuf answer, boolean keepAlive) {
        ChannelFuture written = ctx.writeAndFlush(answer);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static void end(ChannelHandlerContext ctx) {
        ctx.close();
    }

    /** Empty when the percent-encoding is broken. */
    private static Optional<Map<String, List<String>>> parameters(QueryStringDecoder target) {
        try {
            return Optional.of(target.parameters());
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static String parameter(Optional<Map<String, List<String>>> query, String name) {
        return query.map(parameters -> parameters.getOrDefault(name, List.of()))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(0))
                .orElse("");
    }

    private static String address(ChannelHandlerContext ctx) {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress().getHostAddress();
    }

    private static List<X509Certificate> presentedChain(ChannelHandlerContext ctx) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate :
                    ctx.pipeline().get(SslHandler.class).engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return chain;
        } catch (SSLPeerUnverifiedException nonePresented) {
            return List.of();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // scanners, health probes of load balancers and failed handshakes: nothing an operator must act on
        LOG.debug(
                "connection from {} on the cluster listener ended: {}",
                ctx.channel().remoteAddress(),
                cause.toString());
        end(ctx);
    }
}
