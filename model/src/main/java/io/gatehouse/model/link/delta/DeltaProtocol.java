package io.gatehouse.model.link.delta;

/** What both ends must agree on before they use deltas. */
public final class DeltaProtocol {
    /**
     * WebSocket subprotocol (RFC 6455 §1.9) that a data plane offers and a control plane answers with. A peer of another make does
     * neither, and the session is a plain one.
     */
    public static final String SUBPROTOCOL = "gatehouse.v1";

    private DeltaProtocol() {}
}
