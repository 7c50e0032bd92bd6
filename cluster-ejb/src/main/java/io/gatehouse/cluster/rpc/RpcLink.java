package io.gatehouse.cluster.rpc;

import io.gatehouse.model.link.rpc.RpcTransport;

/** The way out to one data plane. Every method returns at once and may be called from any thread; nothing is thrown. */
public interface RpcLink extends RpcTransport {

    /** Asks for a sign of life. */
    void ping();

    /** Answers a ping with its payload. */
    void pong(byte[] payload);

    /** Ends the connection with an empty close frame. */
    void close();
}
