package io.gatehouse.proxy.node;

import io.gatehouse.plugin.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who this data plane is, as its plugins see it. */
final class NodeIdentity {

    private NodeIdentity() {}

    /**
     * @param configured the setting {@code node_id}, which wins
     * @throws IOException when a new id cannot be written
     */
    static Node of(Path prefix, Optional<String> configured) throws IOException {
        io.gatehouse.model.node.NodeIdentity identity = io.gatehouse.model.node.NodeIdentity.of(prefix, configured);
        return new Node(identity.id(), identity.hostname());
    }
}
