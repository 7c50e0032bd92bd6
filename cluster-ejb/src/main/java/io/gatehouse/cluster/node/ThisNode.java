package io.gatehouse.cluster.node;

import io.gatehouse.model.node.NodeIdentity;
import io.gatehouse.model.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Who this control plane is. */
@ApplicationScoped
public class ThisNode {

    @Inject
    private Settings settings;

    private NodeIdentity identity;

    @PostConstruct
    void identify() {
        try {
            identity = NodeIdentity.of(settings.prefix(), settings.text("node_id"));
        } catch (IOException e) {
            throw new UncheckedIOException("The id of this node cannot be kept in " + settings.prefix(), e);
        }
    }

    /** Id and host name. */
    public NodeIdentity identity() {
        return identity;
    }
}
