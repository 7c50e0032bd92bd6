package io.gatehouse.proxy.link.rpc;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.proxy.link.LinkAttempt;
import io.gatehouse.proxy.link.LinkRequest;
import io.gatehouse.proxy.link.LinkSessions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions on {@code /v2/outlet} with control planes that give the configuration there, on {@code /v1/outlet} with others. When
 * a session on the latter ends the former is tried again, for the control plane may have been changed.
 */
public final class PreferredSessions implements LinkSessions {
    private static final Logger LOG = LoggerFactory.getLogger(PreferredSessions.class);

    private final RpcLinkSessions preferred;
    private final LinkSessions other;
    private LinkSessions current;

    /** Both are closed with this. */
    public PreferredSessions(RpcLinkSessions preferred, LinkSessions other) {
        this.preferred = preferred;
        this.other = other;
        this.current = preferred;
    }

    @Override
    public LinkRequest request() {
        return current.request();
    }

    @Override
    public ChannelHandler open(LinkAttempt attempt) {
        ChannelHandler session = current.open(attempt);
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(session, new End());
            }
        };
    }

    /** Chooses for the next attempt; one that found nobody changes nothing. */
    private void choose() {
        if (current == preferred && preferred.isUnavailable()) {
            LOG.info(
                    "the control plane gives no configuration on {}; using {}",
                    RpcProtocol.OUTLET_V2,
                    LinkProtocol.OUTLET_V1);
            current = other;
        } else {
            current = preferred;
        }
    }

    @Override
    public void close() {
        preferred.close();
        other.close();
    }

    private final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            choose();
        }
    }
}
