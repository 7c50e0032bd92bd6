package io.gatehouse.proxy.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.function.Consumer;

/**
 * One attempt at a session: whether it came about, and how it ended. The first cause of an end wins, and the end is told
 * once. Confined to the link's event loop, except for {@link #hangUp}.
 */
public final class LinkAttempt {
    private final Runnable onEstablished;
    private final Consumer<LinkAttempt> onEnd;
    private volatile Channel channel;
    private String reason = "";
    private boolean clean;
    private boolean told;
    private int refusedWith;

    /**
     * @param onEstablished runs when the control plane accepted the upgrade
     * @param onEnd called once, when no connection came about or the connection is gone
     */
    public LinkAttempt(Runnable onEstablished, Consumer<LinkAttempt> onEnd) {
        this.onEstablished = onEstablished;
        this.onEnd = onEnd;
    }

    void connected(Channel open) {
        channel = open;
    }

    void refused(int status) {
        refusedWith = status;
    }

    /** Whether the control plane answered the upgrade with this HTTP status. */
    public boolean isRefusedWith(int status) {
        return refusedWith == status;
    }

    void established() {
        onEstablished.run();
    }

    /** The control plane said goodbye with a close frame. */
    public void closedByPeer() {
        clean = reason.isEmpty();
    }

    /**
     * Notes why the session is about to be closed.
     *
     * @param why a sentence's second half, for the log
     */
    public void because(String why) {
        if (reason.isEmpty() && !clean) {
            reason = why;
        }
    }

    /** No connection came about. */
    void failed(String why) {
        because(why);
        closed();
    }

    /** The socket is gone. */
    void closed() {
        because("connection closed by the control plane");
        if (!told) {
            told = true;
            onEnd.accept(this);
        }
    }

    /** Says goodbye and closes. Peers of this protocol close without a code. May be called from any thread. */
    public void hangUp() {
        Channel open = channel;
        if (open != null) {
            open.writeAndFlush(new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    boolean isClean() {
        return clean;
    }

    String reason() {
        return reason;
    }
}
