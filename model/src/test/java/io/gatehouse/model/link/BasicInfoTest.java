package io.gatehouse.model.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicInfoTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void listsPluginsByNameAndLeavesOutWhatIsUnknown() throws IOException {
        BasicInfo info = new BasicInfo(
                List.of(
                        new PluginVersion("key-auth", Optional.of("3.9.3")),
                        new PluginVersion("Acl", Optional.empty())),
                JSON.createObjectNode().put("role", "data_plane"),
                Map.of());

        JsonNode json = JSON.readTree(info.encode());

        assertEquals("basic_info", json.get("type").asText());
        assertEquals(
                "[{\"name\":\"Acl\"},{\"name\":\"key-auth\",\"version\":\"3.9.3\"}]",
                json.get("plugins").toString());
        assertFalse(json.has("labels"));
        assertTrue(json.get("filters").isObject());
    }

    @Test
    void readsWhatItWrote() {
        BasicInfo info = new BasicInfo(
                List.of(new PluginVersion("acl", Optional.of("3.9.3"))),
                JSON.createObjectNode().put("role", "data_plane"),
                Map.of("region", "us-east-1"));

        assertEquals(info, BasicInfo.decode(info.encode()));
    }

    @Test
    void readsAnIntroductionWithTheLeast() {
        BasicInfo info = BasicInfo.decode(bytes("{\"type\":\"basic_info\",\"plugins\":{}}"));

        assertEquals(List.of(), info.plugins());
        assertEquals(Map.of(), info.labels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nonsense | failed to decode websocket basic info data:
                    {"plugins":[]} | invalid basic info data type: unknown
                    {"type":"hello","plugins":[]} | invalid basic info data type: hello
                    {"type":"basic_info"} | missing plugins in basic info data
                    {"type":"basic_info","plugins":"all"} | missing plugins in basic info data
                    """)
    void saysWhatIsWrongWithAnIntroduction(String payload, String message) {
        LinkException refused = assertThrows(LinkException.class, () -> BasicInfo.decode(bytes(payload)));

        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
