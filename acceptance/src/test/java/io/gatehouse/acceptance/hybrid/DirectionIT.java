package io.gatehouse.acceptance.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.acceptance.link.Relay;
import io.gatehouse.acceptance.node.Connections;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The data plane dials; nothing has to reach it but its clients. */
@EnabledOnOs(OS.LINUX)
class DirectionIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @Tag("R50")
    void theControlPlaneNeverDialsADataPlane() throws Exception {
        ControlPlane controlPlane = nodes.sharedControlPlane();
        // the control plane sees the relay's address and not the data plane's, as behind a router that translates
        Relay relay = nodes.relay(controlPlane.clusterPort());
        DataPlane dataPlane =
                nodes.dataPlane("data-plane").with(controlPlane.pair()).dialling(relay.port());
        dataPlane.start();
        controlPlane
                .client()
                .create(
                        "/services",
                        "{'name': 'echo', 'url': '" + nodes.upstream().url() + "'}");
        controlPlane.client().create("/services/echo/routes", "{'name': 'echo', 'paths': ['/echo']}");
        dataPlane.awaitStatus(200, "/echo");

        Connections ofDataPlane = Connections.of(dataPlane.pid());
        assertEquals(
                Set.of(
                        dataPlane.proxy().getPort(),
                        dataPlane.proxyTls().getPort(),
                        dataPlane.status().getPort()),
                ofDataPlane.listening());
        assertEquals(Set.of(relay.port(), nodes.upstream().port()), ofDataPlane.dialled());
        assertEquals(
                Set.of(nodes.databaseOfSharedControlPlane().port()),
                Connections.of(controlPlane.pid()).dialled());
    }
}
