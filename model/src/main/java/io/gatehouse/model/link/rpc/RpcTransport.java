package io.gatehouse.model.link.rpc;

import java.util.List;

/** The way out of an {@link RpcPeer}. May be called from any thread, returns at once, and never throws. */
@FunctionalInterface
public interface RpcTransport {
    /** Sends one binary frame, whose content is the arrays one after the other; they are shared and stay unchanged. */
    void send(List<byte[]> frame);
}
