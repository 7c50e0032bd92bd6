package io.gatehouse.proxy.link;

import java.util.Optional;

/**
 * The event that tells a session's handler that its channel now carries WebSocket frames.
 *
 * @param subprotocol the one that the control plane chose among those offered
 */
public record LinkEstablished(Optional<String> subprotocol) {}
