package io.gatehouse.acceptance.hybrid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.bench.fleet.Fleet;
import io.gatehouse.bench.fleet.FleetOptions;
import io.gatehouse.bench.fleet.MeasuredChanges;
import io.gatehouse.bench.fleet.Pairing;
import io.gatehouse.bench.fleet.Spread;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hundred light data planes that come at once, on a control plane of which they know nothing but the protocol. */
class ManyDataPlanesIT {
    private static final int NODES = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @ParameterizedTest
    @EnumSource(Pairing.class)
    void areAllServedAndAllComeBack(Pairing pairing) throws Exception {
        ControlPlane controlPlane = nodes.sharedControlPlane();
        MeasuredChanges changes = new MeasuredChanges(controlPlane.admin());
        changes.make();
        FleetOptions options = new FleetOptions(
                new InetSocketAddress("127.0.0.1", controlPlane.clusterPort()),
                controlPlane.pair().load(),
                pairing,
                NODES,
                1,
                0,
                0);
        try (Fleet fleet = Fleet.start(options)) {
            awaitAll(fleet);
            follow(fleet, changes);
            assertEquals(Map.of(), fleet.figures().losses());
            fleet.hangUp();
            await().atMost(PATIENCE).until(() -> fleet.figures().losses().equals(Map.of("hung up", (long) NODES)));
            awaitAll(fleet);
            follow(fleet, changes);
        } finally {
            changes.remove();
        }
    }

    private static void awaitAll(Fleet fleet) {
        await().atMost(PATIENCE).until(() -> fleet.figures().configured() == NODES);
        assertEquals(NODES, fleet.figures().connected());
    }

    private static void follow(Fleet fleet, MeasuredChanges changes) throws Exception {
        Spread spread = fleet.follow(changes.next());
        changes.make();
        await().atMost(PATIENCE).until(() -> spread.times().count() == NODES);
    }
}
