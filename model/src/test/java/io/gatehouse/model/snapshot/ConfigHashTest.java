package io.gatehouse.model.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors that two independent implementations agreed on, and payloads of a running control plane. */
class ConfigHashTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {} | 2da3c26e4dbd6dd6ea3ab60a3dd7fb3e
                    {"_format_version":"3.0","_transform":false} | 3ba837da99e14dfab883d867101d37f6
                    {"routes":[],"services":[],"plugins":[]} | 81aac97a81ad03c0cf0b36663806488e
                    {"routes":["1","2","3","4","5"]} | ee6f9d6f9ecdefd816a59a698f69841b
                    {"routes":["1","2","3","4","5","6"]} | 81b8f487829458837d1449cca77e31a3
                    {"b":1,"A":2,"_x":3,"a-b":4,"a_b":5,"é":6} | 4f15d1cf6984b55c4a72d89560a421dd
                    {"a":1700000000.123,"b":1e15,"c":100000000000000,"d":99999999999999,"e":0.1,"f":-0.5,"g":1e-7,"h":3.0,"i":1700000000000,"j":123456789.123456789} | 7645f45b05a4e7a5222807f3eb364121
                    {"_format_version":"3.0","_transform":false,"services":[{"id":"8f5e3c0e-0000-4000-8000-000000000001","name":"s1","host":"example.com","port":80,"enabled":true,"tags":null}],"routes":[{"id":"8f5e3c0e-0000-4000-8000-000000000002","name":"r1","paths":["/a","/b"],"service":"8f5e3c0e-0000-4000-8000-000000000001"}]} | 6b8145d951254b75c5376f624e5db0bb
                    """)
    void hashesTheKnownTables(String table, String expected) throws IOException {
        assertEquals(expected, compute(table).config());
    }

    @Test
    void hashesEachSectionByItself() throws IOException {
        Hashes five = compute("{\"routes\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}");
        Hashes six = compute("{\"routes\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"],\"services\":[]}");

        assertEquals("8121cbeca8c59ed606a12188087241c7", five.routes());
        assertEquals("c79fb8044faf9b08d2c625c980992b05", six.routes());
        assertEquals("99914b932bd37a50b983c5e7c90ae93b", six.services(), "an empty section is not a missing one");
        assertEquals(ConfigHash.EMPTY, six.targets());
    }

    @Test
    void foldsTextsThatGrowLong() {
        ObjectNode table = JSON.createObjectNode();
        ArrayNode consumers = table.putArray("consumers");
        for (int n = 1; n <= 60_000; n++) {
            consumers.addObject().put("username", "user-" + n).put("custom_id", "cid-" + n);
        }
        assertEquals(
                "6aeff7730ece727b7262fe17a811e505", ConfigHash.compute(table).config());
    }

    @Test
    void foldsOnlyBeforeTheNextValue() {
        ObjectNode table = JSON.createObjectNode();
        table.putArray("services").addObject().put("a", "x".repeat(1_000_001)).put("b", "tail");

        Hashes hashes = ConfigHash.compute(table);

        assertEquals("fac186de8474c80c13ea6974e74daf05", hashes.config());
        assertEquals("f625340c66732db80c52a862d7cb998a", hashes.services());
    }

    @ParameterizedTest
    @MethodSource("recordedPushes")
    void agreesWithARecordedControlPlane(JsonNode message) {
        Hashes hashes = ConfigHash.compute((ObjectNode) message.get("config_table"));

        assertEquals(message.get("config_hash").asText(), hashes.config());
        assertEquals(message.get("hashes"), hashes.toDocument());
    }

    @Test
    void combinesHashesOfPartsToTheHashOfTheWhole() throws IOException {
        ObjectNode table = (ObjectNode) recordedPushes().get(2).get("config_table");

        Hashes combined = ConfigHash.combine(
                Map.of(
                        "routes", ConfigHash.ofValue(table.get("routes")),
                        "services", ConfigHash.ofValue(table.get("services")),
                        "plugins", ConfigHash.ofValue(table.get("plugins")),
                        "upstreams", ConfigHash.ofValue(table.get("upstreams")),
                        "targets", ConfigHash.ofValue(table.get("targets"))),
                ConfigHash.rest(table));

        assertEquals(ConfigHash.compute(table), combined);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000.123, 1700000000.123",
        "99999999999999, 99999999999999",
        "100000000000000, 1e+14",
        "-100000000000000, -1e+14",
        "1795254761.163, 1795254761.163",
        "123456789.123456789, 123456789.12346",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-1.5e-7, -1.5e-07",
        "1e300, 1e+300",
        "9007199254740993, 9.007199254741e+15",
        "0.0, 0",
        "3.0, 3",
        "99999999999999.5, 1e+14"
    })
    void writesNumbersWithFourteenDigits(String json, String expected) throws IOException {
        assertEquals(expected, CanonicalText.number(JSON.readTree(json)));
    }

    @Test
    void ordersKeysByTheirBytes() throws IOException {
        // as UTF-16, the emoji would come before the private-use character
        String table = "{\"\uD83D\uDE00\":2,\"\uE000\":1}";
        CanonicalText text = new CanonicalText();
        text.append(JSON.readTree(table));

        assertEquals(md5("\uE000:1;\uD83D\uDE00:2;"), text.hash());
    }

    @Test
    void hashesAHundredThousandEntitiesQuickly() {
        ObjectNode table = JSON.createObjectNode();
        ArrayNode routes = table.putArray("routes");
        for (int n = 0; n < 100_000; n++) {
            ObjectNode route = routes.addObject();
            route.put("id", "8f5e3c0e-0000-4000-8000-" + String.format("%012d", n))
                    .put("name", "route-" + n);
            route.putArray("paths").add("/path/" + n);
            route.putNull("tags").put("strip_path", true).put("created_at", 1_700_000_000L + n);
        }
        assertTimeout(Duration.ofSeconds(10), () -> ConfigHash.compute(table));
    }

    private static Hashes compute(String table) throws IOException {
        return ConfigHash.compute((ObjectNode) JSON.readTree(table));
    }

    /** Configurations that a control plane sent while its Admin API was used; keys in them are throw-aways. */
    static List<JsonNode> recordedPushes() throws IOException {
        try (InputStream in = ConfigHashTest.class.getResourceAsStream("recorded-pushes.jsonl")) {
            List<JsonNode> pushes = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                pushes.add(JSON.readTree(line));
            }
            return pushes;
        }
    }

    private static String md5(String text) {
        return HexFormat.of().formatHex(CanonicalText.md5().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
