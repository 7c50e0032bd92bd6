package io.gatehouse.cluster.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Carries out commands of one kind. A bean of this type is found by its type. */
public interface ClusterEventHandler {

    /** The kind of command. */
    String channel();

    /**
     * Carries out a command of another control plane. It may come twice, and is called from a thread that others wait for.
     *
     * @param data what the sender published
     */
    void handle(ObjectNode data);
}
