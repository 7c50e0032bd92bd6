package io.gatehouse.model.link.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.LinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads and writes the messages of a recorded session of two stock 3.9.3 nodes. */
class RecordedSessionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> MESSAGES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordedSessionTest.class.getResourceAsStream("recorded-session.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                MESSAGES.add(JSON.readTree(line).get("message"));
            }
        }
    }

    @Test
    void readsTheHello() {
        Hello hello = Hello.decode(RpcMessage.bytes(MESSAGES.get(0)));

        assertEquals("31c3324c-ebd8-4285-adf3-de48836fd288", hello.nodeId());
        assertEquals(Optional.of("node"), hello.hostname());
        assertEquals("3.9.3", hello.version());
        assertEquals(Set.of(RpcProtocol.SYNC), hello.capabilities());
        assertTrue(hello.plugins().orElseThrow().contains("key-auth"));
    }

    @Test
    void writesTheHelloAsItWasRecorded() throws IOException {
        Hello hello = Hello.decode(RpcMessage.bytes(MESSAGES.get(0)));

        assertEquals(MESSAGES.get(0), JSON.readTree(hello.encode()));
    }

    @Test
    void writesAndReadsTheAnswerToTheHello() throws IOException {
        byte[] answer = Hello.encodeAnswer(List.of(RpcProtocol.SYNC));

        assertEquals(MESSAGES.get(1), JSON.readTree(answer));
        assertEquals(Set.of(RpcProtocol.SYNC), Hello.decodeAnswer(answer));
    }

    @Test
    void refusesAHelloWithoutACommonEncoding() {
        ObjectNode hello = MESSAGES.get(0).deepCopy();
        ((ObjectNode) hello.path("params").path(0))
                .putArray("rpc_frame_encodings")
                .add("other");

        assertThrows(LinkException.class, () -> Hello.decode(RpcMessage.bytes(hello)));
    }

    @Test
    void writesCallsAsTheyWereRecorded() throws IOException {
        for (JsonNode message : MESSAGES) {
            long id = message.path("id").asLong();
            JsonNode namespace = message.path("params").path(0).path("default");
            if (message.path("method").asText().equals(RpcProtocol.GET_DELTA)) {
                long version = SyncVersion.readCurrent(message.get("params"));
                assertEquals(namespace.get("version").asLong(), version);
                assertEquals(
                        message, reread(RpcMessage.request(id, RpcProtocol.GET_DELTA, SyncVersion.current(version))));
            } else if (message.path("method").asText().equals(RpcProtocol.NOTIFY_NEW_VERSION)) {
                long version = SyncVersion.readNewest(message.get("params"));
                assertEquals(
                        message,
                        reread(RpcMessage.request(id, RpcProtocol.NOTIFY_NEW_VERSION, SyncVersion.newest(version))));
            }
        }
    }

    @Test
    void readsAndWritesEveryAnswer() throws IOException {
        int full = 0;
        int changes = 0;
        int gone = 0;
        int nothing = 0;
        for (JsonNode message : MESSAGES) {
            if (!message.path("result").has("default")) {
                continue;
            }
            SyncAnswer answer = SyncAnswer.of(message.get("result"));
            full += answer.wipe() ? 1 : 0;
            changes += answer.deltas().size();
            gone += (int) answer.deltas().stream()
                    .filter(delta -> delta.entity().isEmpty())
                    .count();
            nothing += answer.deltas().isEmpty() ? 1 : 0;
            assertEquals(reread(message.get("result")), reread(answer.toDocument()));
        }
        assertEquals(1, full);
        assertEquals(1, gone);
        assertTrue(nothing > 1);
        assertTrue(changes > 20);
    }

    /** Numbers may be of another type after reading. */
    private static JsonNode reread(JsonNode document) throws IOException {
        return JSON.readTree(document.toString());
    }

    @Test
    void namesAVersionAsAHash() {
        assertEquals("00000000000000000000000000000079", SyncVersion.asHash(79));
        assertEquals(79, SyncVersion.ofHash("00000000000000000000000000000079"));
        assertEquals(0, SyncVersion.ofHash("4a3ed9135574dd3794ffcedd11284487"));
        assertEquals(0, SyncVersion.ofHash("12345678901234567890123456789012"));
    }

    @Test
    void refusesParametersWithoutANamespace() {
        RpcError refused = assertThrows(
                RpcError.class,
                () -> SyncVersion.readCurrent(
                        JsonNodeFactory.instance.arrayNode().add(1)));

        assertEquals(RpcError.SERVER_ERROR, refused.code());
        assertFalse(refused.getMessage().isEmpty());
    }
}
