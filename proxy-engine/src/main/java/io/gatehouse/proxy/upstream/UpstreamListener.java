package io.gatehouse.proxy.upstream;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** Who uses a connection at the moment. Called on the connection's event loop. */
public interface UpstreamListener {

    /** The connection is open and belongs to this listener until it is released or closed. */
    void connected(UpstreamChannel channel);

    /**
     * There is no connection.
     *
     * @param timedOut whether it took too long
     */
    void connectFailed(Throwable cause, boolean timedOut);

    /** Bytes came: the head of a response in the form of HTTP/1.1, or its body. The listener does not own the buffer, it retains what it keeps. */
    void read(ByteBuf bytes);

    /**
     * The response is complete; of framed channels only, where it is not in the bytes.
     *
     * @param trailers the fields behind the body, names in lower case
     */
    void ended(List<Map.Entry<String, String>> trailers);

    /** No more bytes for now: the time to flush. */
    void readComplete();

    /** The outbound buffer went over or back under its limits. */
    void writabilityChanged(boolean writable);

    /** The connection is gone; {@code cause} says why, where something failed. It was taken away from the listener. */
    void closed(Throwable cause);
}
