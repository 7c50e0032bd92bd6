package io.gatehouse.proxy.link;

import io.netty.channel.ChannelHandler;

/** What is spoken on a link, apart from who is dialled and when. */
public interface LinkSessions extends AutoCloseable {

    /** The upgrade request of the next attempt. */
    LinkRequest request();

    /**
     * The handler of the next attempt: it receives {@link LinkEstablished} and then whole WebSocket frames, and writes
     * frames. Called on the link's event loop.
     *
     * @param attempt takes the reason when the handler ends the session
     */
    ChannelHandler open(LinkAttempt attempt);

    /** Called when no session follows any more; finishes what was received. */
    @Override
    void close();
}
