package io.gatehouse.proxy.upstream;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * The way to an upstream for one request: a connection of HTTP/1, or one stream of a connection of HTTP/2. Confined to
 * its event loop.
 */
public interface UpstreamChannel {

    /**
     * Whether the connection itself says where messages begin and end, as HTTP/2 does: then there are no chunks, and
     * {@link #end} ends the request.
     */
    boolean isFramed();

    /** Queues the head of the request, in the form of HTTP/1.1; for framed channels. */
    void head(HeadWriter request);

    /** Queues bytes; takes over the buffer. */
    void write(ByteBuf bytes);

    /** The request is complete; called before the last flush. */
    void end();

    void flush();

    boolean isWritable();

    /** Stops or resumes reading; at most what is under way still comes after a stop. */
    void reading(boolean on);

    /**
     * Gives the channel back after a complete exchange.
     *
     * @param reusable whether the next request may follow: both messages were complete, and the upstream agrees
     */
    void release(boolean reusable);

    /** Closes the channel; the listener is not told. */
    void close();

    /** Whether requests other than the present one used the connection. */
    boolean isReused();

    /** The gateway's end of the connection. */
    InetSocketAddress localAddress();
}
