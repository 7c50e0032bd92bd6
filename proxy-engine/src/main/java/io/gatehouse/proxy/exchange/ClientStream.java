package io.gatehouse.proxy.exchange;

import io.netty.buffer.ByteBuf;

/** The client's end of an exchange, as far as the exchange needs it. Called on the event loop only. */
public interface ClientStream {

    /** Queues bytes of the response; takes over the buffer. */
    void write(ByteBuf bytes);

    /** Sends what was queued. */
    void flush();

    /** Whether the client takes bytes as fast as they come. */
    boolean isWritable();

    /** Stops or resumes reading the request's body. */
    void reading(boolean on);

    /** Whether the connection may serve another request after this one: limits and shutdown allow it. */
    boolean mayKeepAlive();

    /** From now on bytes of the client go to the exchange as they are: the upstream has switched protocols. */
    void tunnel();

    /**
     * The response is complete.
     *
     * @param keepAlive whether the response said that the connection stays open
     */
    void completed(boolean keepAlive);

    /** The response cannot be completed: the client must see the connection break. */
    void abort();
}
