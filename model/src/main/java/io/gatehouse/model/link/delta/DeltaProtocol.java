package io.gatehouse.model.link.delta;

import java.util.List;

/** What both ends must agree on before they use deltas. */
public final class DeltaProtocol {
    /** WebSocket subprotocol (RFC 6455 section 1.9) that a control plane answers with when it is to be used. */
    public static final String SUBPROTOCOL = "gatehouse.v1";

    /**
     * What a data plane offers. Control planes of other makes repeat an offer, whole or the first of it, without knowing it;
     * therefore only the second of the two, alone, is an agreement.
     */
    public static final List<String> OFFER = List.of("plain.v1", SUBPROTOCOL);

    private DeltaProtocol() {}
}
