package io.gatehouse.proxy.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Offers subprotocols that the other end is free to ignore, as RFC 6455 section 4.1 has it: Netty's own handshake takes
 * an answer without a choice for an error. Takes the choice out of the answer before the handshake sees it.
 */
final class SubprotocolChoice extends ChannelInboundHandlerAdapter {
    private final List<String> offered;
    private final LinkAttempt attempt;
    private Optional<String> choice = Optional.empty();

    SubprotocolChoice(List<String> offered, LinkAttempt attempt) {
        this.offered = offered;
        this.attempt = attempt;
    }

    void offer(HttpHeaders request) {
        if (!offered.isEmpty()) {
            request.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", offered));
        }
    }

    Optional<String> choice() {
        return choice;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpResponse answer) {
            choice = Optional.ofNullable(answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
            answer.headers().remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
            context.pipeline().remove(this);
            if (offered.size() > 1 && choice.equals(Optional.of(String.join(", ", offered)))) {
                // some servers repeat the offer as a whole, which chooses nothing
                choice = Optional.empty();
            }
            if (choice.isPresent() && !offered.contains(choice.get())) {
                answer.release();
                attempt.because("the control plane chose the subprotocol " + choice.get() + ", offered was " + offered);
                context.close();
                return;
            }
        }
        context.fireChannelRead(message);
    }
}
