package io.gatehouse.acceptance.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many connections that write at the same time, as programs do that import a configuration. */
class BulkImportIT {
    private static final int CLIENTS = 50;
    private static final int SERVICES = 500;
    private static final int PAGE = 200;

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private ControlPlane controlPlane;
    private AdminClient admin;

    @BeforeEach
    void begin() {
        controlPlane = nodes.sharedControlPlane();
        admin = controlPlane.client();
        controlPlane.log().mark();
    }

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    @Test
    void importedServicesAndRoutesAreAllThereUntilAllAreDeleted() throws Exception {
        inParallel(SERVICES, i -> {
            admin.send("PUT", "/services/import-" + i, "{'host': 'h" + i + ".test'}")
                    .expect(200);
            admin.create("/services/import-" + i + "/routes", "{'name': 'import-" + i + "', 'paths': ['/" + i + "']}");
        });

        Set<String> expected = new HashSet<>();
        IntStream.range(0, SERVICES).forEach(i -> expected.add("import-" + i));
        assertEquals(expected, names("/services"));
        assertEquals(expected, names("/routes"));

        inParallel(SERVICES, i -> {
            admin.delete("/routes/import-" + i);
            admin.delete("/services/import-" + i);
        });
        assertEquals(Set.of(), names("/services"));
        assertEquals(List.of(), controlPlane.log().linesWith("deadlock"));
    }

    @Test
    void patchesOfOneEntityAllTakeEffect() throws Exception {
        admin.create("/upstreams", "{'name': 'shared', 'healthchecks': {'threshold': 40}}");
        List<String> fields = List.of(
                "active/concurrency",
                "active/timeout",
                "active/healthy/successes",
                "active/unhealthy/timeouts",
                "passive/healthy/successes",
                "passive/unhealthy/http_failures",
                "passive/unhealthy/tcp_failures",
                "passive/unhealthy/timeouts");

        inParallel(
                fields.size(),
                i -> admin.change(
                        "/upstreams/shared", nested("healthchecks/" + fields.get(i), Integer.toString(i + 11))));

        JsonNode checks = admin.get("/upstreams/shared").expect(200).json().path("healthchecks");
        assertEquals(40, checks.path("threshold").asInt());
        for (int i = 0; i < fields.size(); i++) {
            assertEquals(i + 11, checks.at("/" + fields.get(i)).asInt(), fields.get(i));
        }
    }

    private static String nested(String path, String value) {
        String document = value;
        List<String> names = List.of(path.split("/"));
        for (int i = names.size() - 1; i >= 0; i--) {
            document = "{'" + names.get(i) + "': " + document + "}";
        }
        return document;
    }

    private Set<String> names(String collection) {
        Set<String> names = new HashSet<>();
        String next = collection + "?size=" + PAGE;
        while (next != null) {
            JsonNode page = admin.get(next).expect(200).json();
            page.path("data")
                    .forEach(row -> assertTrue(names.add(row.path("name").asText()), row::toString));
            next = page.path("next").textValue();
        }
        return names;
    }

    private void inParallel(int count, IntConsumer work) throws Exception {
        List<Future<?>> running = IntStream.range(0, count)
                .<Future<?>>mapToObj(i -> clients.submit(() -> work.accept(i)))
                .toList();
        for (Future<?> one : running) {
            one.get();
        }
    }
}
