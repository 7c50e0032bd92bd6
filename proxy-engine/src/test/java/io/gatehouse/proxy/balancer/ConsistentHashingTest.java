package io.gatehouse.proxy.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import io.gatehouse.proxy.health.TestChecks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Placement on the ring, point by point as a running 3.9.3 places. */
class ConsistentHashingTest {
    private static final Path VECTORS = Path.of("../../shared/spec/balancer-vectors.json");

    private static JsonNode vectors() throws IOException {
        Assumptions.assumeTrue(Files.exists(VECTORS), () -> VECTORS + " is not there");
        return new ObjectMapper().readTree(VECTORS.toFile());
    }

    @TestFactory
    Stream<DynamicTest> hashesAsXxHash() throws IOException {
        return vectors().get("meta").get("xxhash32_seed0").properties().stream()
                .map(hash -> DynamicTest.dynamicTest(
                        "'" + hash.getKey() + "'",
                        () -> assertEquals(
                                hash.getValue().asLong(),
                                XxHash32.of(hash.getKey().getBytes(StandardCharsets.UTF_8)))));
    }

    @TestFactory
    Stream<DynamicTest> placesAsRecorded() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode ring : vectors().get("rings")) {
            tests.add(DynamicTest.dynamicTest(ring.get("id").asText(), () -> check(ring)));
        }
        return tests.stream();
    }

    private static void check(JsonNode ring) {
        Map<String, Endpoint> byText = new LinkedHashMap<>();
        List<WeightedEndpoint> endpoints = new ArrayList<>();
        List<JsonNode> sorted = new ArrayList<>();
        ring.get("addresses").forEach(sorted::add);
        // the order in which an upstream hands over its targets
        sorted.sort(Comparator.comparing(address -> address.get("target").asText()));
        List<String> targets = sorted.stream()
                .map(address -> address.get("target").asText())
                .distinct()
                .toList();
        for (JsonNode address : sorted) {
            String ip = address.get("ip").asText();
            int port = address.get("port").asInt();
            Endpoint endpoint = new Endpoint(new InetSocketAddress(ip, port), ip);
            byText.put(ip + ":" + port, endpoint);
            endpoints.add(new WeightedEndpoint(
                    endpoint,
                    address.get("weight").asInt(),
                    targets.indexOf(address.get("target").asText())));
        }
        HashInput none = new HashInput(HashInput.Kind.NONE, "");
        UpstreamConfig upstream = new UpstreamConfig(
                "u",
                "u",
                UpstreamConfig.Algorithm.CONSISTENT_HASHING,
                ring.get("slots").asInt(),
                new Hashing(none, none, "/"),
                "",
                false,
                Optional.empty(),
                TestChecks.OFF,
                List.of());
        ConsistentHashing hashing = new ConsistentHashing(upstream, endpoints, targets.size());
        checkPicks(ring.get("picks"), hashing, byText);
        JsonNode unavailable = ring.path("picks_when_unavailable");
        unavailable
                .path("unavailable")
                .forEach(text ->
                        TestChecks.makeUnavailable(byText.get(text.asText()).health()));
        checkPicks(unavailable.path("picks"), hashing, byText);
    }

    private static void checkPicks(JsonNode picks, ConsistentHashing hashing, Map<String, Endpoint> byText) {
        for (JsonNode pick : picks) {
            assertEquals(
                    byText.get(pick.get("address").asText()),
                    hashing.at(pick.get("key").asText().getBytes(StandardCharsets.UTF_8)),
                    pick.toString());
        }
    }
}
