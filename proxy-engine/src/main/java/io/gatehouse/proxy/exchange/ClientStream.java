package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** The client's end of an exchange, as far as the exchange needs it. Called on the event loop only. */
public interface ClientStream {

    /**
     * Whether the connection itself says where messages begin and end, as HTTP/2 does: then the head of a response goes
     * through {@link #head}, {@link #write} takes nothing but the body, and there are no chunks.
     */
    boolean isFramed();

    /** Queues the head of a final response in the form of HTTP/1.1; for framed streams. */
    void head(HeadWriter response);

    /** Queues fields that follow the body, names in lower case; for framed streams. */
    void trailers(List<Map.Entry<String, String>> trailers);

    /** Nothing follows what was queued; called before the last {@link #flush()} of a complete response. */
    void end();

    /** Asks a client that waits for it to send its body (RFC 9110 §10.1.1). */
    void proceed();

    /** Number of the present request on its connection, from 1. */
    long number();

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
