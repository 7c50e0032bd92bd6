package io.gatehouse.acceptance.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.snapshot.ConfigHash;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data plane ends while configurations arrive, by {@code kill -9} or in order. */
class EndWhilePushedIT {
    private static final int KILLS = 15;
    private static final int STOPS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUTES = 400;
    // the same moments in every run, as far as the machine lets them be
    private static final Random RANDOM = new Random(80);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final Map<String, Integer> versions = new HashMap<>();
    private int pushed;

    @Test
    @Tag("R80")
    void restartServesOneWholeConfigurationWheneverItWasKilled() {
        ScriptedControlPlane controlPlane = nodes.scripted();
        DataPlane dataPlane =
                nodes.dataPlane("data-plane").dialling(controlPlane.port()).with(nodes.pair());
        dataPlane.start();
        controlPlane.awaitSession();
        push(controlPlane);
        for (int kill = 0; kill < KILLS; kill++) {
            int atLeast = versions.get(controlPlane.pushAndAwait(nextTable()));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RANDOM.nextInt(250));
            while (System.nanoTime() < end) {
                push(controlPlane);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RANDOM.nextInt(20)));
            }
            dataPlane.kill();
            controlPlane.forgetSession();

            dataPlane.start();

            Integer version = versions.get(dataPlane.configurationHash());
            assertTrue(version != null && version >= atLeast, "after kill " + kill + ": hash of version " + version);
            for (int route = 0; route < ROUTES; route += 39) {
                assertEquals(
                        "version " + version,
                        dataPlane.get("/" + route).expect(200).text());
            }
            controlPlane.awaitSession();
        }
    }

    @Test
    @Tag("R63")
    void endsInOrderWhileConfigurationsArrive() {
        ScriptedControlPlane controlPlane = nodes.scripted();
        for (int stop = 0; stop < STOPS; stop++) {
            DataPlane dataPlane = nodes.dataPlane("data-plane-" + stop)
                    .dialling(controlPlane.port())
                    .with(nodes.pair());
            dataPlane.start();
            controlPlane.awaitSession();
            push(controlPlane);
            // from here on it writes its cache for the first time, which takes it the longest
            dataPlane.log().awaitLineWith("received and applied", PATIENCE);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RANDOM.nextInt(100)));
            dataPlane.requestEnd();
            while (dataPlane.isAlive()) {
                push(controlPlane);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            assertEquals(0, dataPlane.awaitEnd(), () -> dataPlane.log().text());
            controlPlane.forgetSession();
        }
    }

    private ObjectNode nextTable() {
        pushed++;
        ObjectNode table = PushedTable.answering("version " + pushed, ROUTES);
        versions.put(ConfigHash.compute(table).config(), pushed);
        return table;
    }

    private void push(ScriptedControlPlane controlPlane) {
        controlPlane.push(nextTable());
    }
}
