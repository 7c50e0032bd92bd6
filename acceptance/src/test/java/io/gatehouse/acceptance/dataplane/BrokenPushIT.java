package io.gatehouse.acceptance.dataplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A push that is no good replaces neither the configuration in use nor the cache. */
@Tag("R81")
class BrokenPushIT {
    private static final Map<String, Consumer<ObjectNode>> DEFECTS = Map.of(
            "a wrong value", table -> route(table).putArray("protocols").add("carrier-pigeon"),
            "an unknown field", table -> route(table).put("no_such_field", 1),
            "an unknown collection", table -> table.putArray("no_such_entities").addObject(),
            "an unknown plugin", table -> plugin(table).put("name", "no-such-plugin"),
            "a wrong plugin setting", table -> ((ObjectNode) plugin(table).get("config")).put("status_code", 99),
            "a dangling reference", table -> plugin(table).put("route", "11111111-1111-4111-8111-111111111111"),
            "a broken regular expression",
                    table -> route(table).putArray("paths").add("~/(unclosed"),
            "no rows at all", table -> table.put("routes", "text"));

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ScriptedControlPlane controlPlane;
    private DataPlane dataPlane;
    private String good;

    private static ObjectNode route(ObjectNode table) {
        return (ObjectNode) table.at("/routes/0");
    }

    private static ObjectNode plugin(ObjectNode table) {
        return (ObjectNode) table.at("/plugins/0");
    }

    @BeforeEach
    void pushGoodConfiguration() {
        controlPlane = nodes.scripted();
        dataPlane = nodes.dataPlane("data-plane").dialling(controlPlane.port()).with(nodes.pair());
        dataPlane.start();
        controlPlane.awaitSession();
        good = controlPlane.pushAndAwait(PushedTable.answering("good", 1));
    }

    @Test
    void invalidTablesAreRefusedAndThePreviousOneStays() {
        DEFECTS.forEach((defect, spoil) -> {
            dataPlane.log().mark();
            ObjectNode table = PushedTable.answering("broken", 1);
            spoil.accept(table);
            controlPlane.push(table);
            await(defect + " is complained about")
                    .until(() -> !dataPlane
                            .log()
                            .linesWith("unable to update running config")
                            .isEmpty());
            assertEquals("good", dataPlane.get("/0").expect(200).text(), defect);
            assertEquals(good, dataPlane.configurationHash(), defect);
        });

        String better = controlPlane.pushAndAwait(PushedTable.answering("better", 1));
        assertEquals("better", dataPlane.get("/0").expect(200).text());
        assertEquals(better, dataPlane.configurationHash());
    }

    @Test
    void refusedTableIsNotFoundInTheCache() {
        ObjectNode table = PushedTable.answering("broken", 1);
        route(table).put("no_such_field", 1);
        controlPlane.push(table);
        await().until(() ->
                !dataPlane.log().linesWith("unable to update running config").isEmpty());
        dataPlane.kill();
        controlPlane.shut();

        dataPlane.start();

        assertEquals("good", dataPlane.get("/0").expect(200).text());
        assertEquals(good, dataPlane.configurationHash());
    }

    @Test
    void unreadableFramesEndOnlyTheSession() {
        controlPlane.pushFrame("no gzip".getBytes(StandardCharsets.UTF_8));
        await().until(() -> !controlPlane.hasSession());
        assertEquals("good", dataPlane.get("/0").expect(200).text());

        await().atMost(Duration.ofSeconds(20)).until(controlPlane::hasSession);
        controlPlane.pushAndAwait(PushedTable.answering("better", 1));
        assertEquals("better", dataPlane.get("/0").expect(200).text());
    }

    @Test
    void readinessIsNotLost() {
        ObjectNode table = PushedTable.answering("broken", 1);
        plugin(table).put("name", "no-such-plugin");
        controlPlane.push(table);
        await().until(() ->
                !dataPlane.log().linesWith("unable to update running config").isEmpty());
        Http.get(dataPlane.status(), "/status/ready").expect(200);
        assertFalse(
                dataPlane.log().text().contains("Exception"), dataPlane.log().text());
    }
}
