package io.gatehouse.proxy.proxyprotocol;

import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the PROXY protocol header that every connection of a listener with {@code proxy_protocol} begins with, then
 * lets the connection begin. A connection that begins otherwise is closed without an answer. Confined to its event loop.
 */
public final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);
    /** Version 2 allows 64 KiB of further fields, which nobody sends and nothing here reads. */
    private static final int MOST_FIELD_BYTES = 4096;

    private final DeadlineWheel deadlines;
    private final long millis;
    private final Next next;
    private Deadline deadline;
    private boolean refused;

    /** What follows the header. */
    @FunctionalInterface
    public interface Next {

        /**
         * Adds the handlers of the connection, which has been active for a while.
         *
         * @param client the address that the header tells; the TCP peer's when it tells none
         */
        void begin(Channel channel, InetSocketAddress client);
    }

    private ProxyHeader(DeadlineWheel deadlines, long millis, Next next) {
        this.deadlines = deadlines;
        this.millis = millis;
        this.next = next;
    }

    /**
     * Expects the header on a new connection.
     *
     * @param deadlines of the channel's event loop
     * @param millis within which the whole header must be there
     */
    public static void expect(ChannelPipeline pipeline, DeadlineWheel deadlines, long millis, Next next) {
        pipeline.addLast(
                new HeaderStart(),
                new HAProxyMessageDecoder(MOST_FIELD_BYTES),
                new ProxyHeader(deadlines, millis, next));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = new Deadline() {
            @Override
            protected void expired() {
                ctx.close();
            }
        };
        deadlines.set(deadline, millis);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadlines.discard(deadline);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HAProxyMessage header = (HAProxyMessage) message;
        InetSocketAddress client;
        try {
            if (refused) {
                // the decoder goes on to the next line, which counts for nothing
                return;
            }
            client = client(header, (InetSocketAddress) ctx.channel().remoteAddress());
        } finally {
            header.release();
        }
        // the decoder, which comes first, hands what follows the header to the handlers that are added here
        next.begin(ctx.channel(), client);
        ctx.pipeline().remove(this);
    }

    private static InetSocketAddress client(HAProxyMessage header, InetSocketAddress peer) {
        boolean tcp = header.proxiedProtocol().transportProtocol() == TransportProtocol.STREAM;
        boolean ip = header.proxiedProtocol().addressFamily() == AddressFamily.AF_IPv4
                || header.proxiedProtocol().addressFamily() == AddressFamily.AF_IPv6;
        if (!tcp || !ip || header.sourceAddress() == null) {
            return peer;
        }
        try {
            byte[] address = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
            return new InetSocketAddress(InetAddress.getByAddress(address), header.sourcePort());
        } catch (UnknownHostException e) {
            throw new DecoderException(header.sourceAddress() + " is no address", e);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // what was sent instead is not shown: it is a stranger's text
        if (cause instanceof DecoderException && !refused) {
            LOG.warn(
                    "the connection from {} to {} is closed: it does not begin with a PROXY protocol header, which"
                            + " listeners with proxy_protocol ask for",
                    ctx.channel().remoteAddress(),
                    ctx.channel().localAddress());
        }
        refused = true;
        ctx.close();
    }
}
