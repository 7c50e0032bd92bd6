package io.gatehouse.proxy.status;

import java.util.Optional;

/** Whether this node can take traffic. */
@FunctionalInterface
public interface Readiness {

    /** Why the node is not ready; empty when it is. */
    Optional<String> obstacle();
}
