package io.gatehouse.model.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class ReconfigureTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 1 << 20;

    @Test
    void writesTheHeaderThatPeersWrite() {
        byte[] payload = message().encode();

        assertEquals("1f8b0800000000000003", HexFormat.of().formatHex(Arrays.copyOf(payload, 10)));
    }

    @Test
    void writesWhatAnyGzipReaderReads() throws IOException {
        JsonNode json = JSON.readTree(
                new GZIPInputStream(new ByteArrayInputStream(message().encode())));

        assertEquals("reconfigure", json.get("type").asText());
        assertEquals(1_795_254_816.451, json.get("timestamp").asDouble());
        assertEquals(json.get("config_hash"), json.get("hashes").get("config"));
        assertEquals("3.0", json.get("config_table").get("_format_version").asText());
    }

    @Test
    void endsWithTheTrailerOfItsOneMember() throws Exception {
        byte[] payload = message().encode();
        Inflater inflater = new Inflater(true);
        inflater.setInput(payload, 10, payload.length - 10);
        byte[] text = new byte[1 << 16];
        int length = inflater.inflate(text);
        assertTrue(inflater.finished());
        assertEquals(8, inflater.getRemaining(), "checksum and size, once");
        ByteBuffer trailer = ByteBuffer.wrap(payload, payload.length - 8, 8).order(ByteOrder.LITTLE_ENDIAN);
        CRC32 checksum = new CRC32();
        checksum.update(text, 0, length);
        assertEquals((int) checksum.getValue(), trailer.getInt());
        assertEquals(length, trailer.getInt());
        inflater.end();
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(message(), Reconfigure.decode(message().encode(), LIMIT).orElseThrow());
    }

    @Test
    void computesTheHashesOfAMessageWithoutThem() throws IOException {
        Reconfigure read = Reconfigure.decode(
                        gzip(
                                "{\"type\":\"reconfigure\",\"config_table\":{\"_format_version\":\"3.0\",\"_transform\":false}}"),
                        LIMIT)
                .orElseThrow();

        assertEquals("3ba837da99e14dfab883d867101d37f6", read.hashes().config());
    }

    @Test
    void ignoresMessagesOfOtherTypes() throws IOException {
        assertTrue(Reconfigure.decode(gzip("{\"type\":\"hello\"}"), LIMIT).isEmpty());
    }

    @Test
    void refusesWhatIsNotCompressedOrNotJsonOrHasNoTable() throws IOException {
        assertThrows(LinkException.class, () -> Reconfigure.decode("{}".getBytes(StandardCharsets.UTF_8), LIMIT));
        byte[] noJson = gzip("{\"type\":");
        assertThrows(LinkException.class, () -> Reconfigure.decode(noJson, LIMIT));
        byte[] noTable = gzip("{\"type\":\"reconfigure\",\"config_table\":[]}");
        assertThrows(LinkException.class, () -> Reconfigure.decode(noTable, LIMIT));
        byte[] cut = Arrays.copyOf(message().encode(), 40);
        assertThrows(LinkException.class, () -> Reconfigure.decode(cut, LIMIT));
    }

    @Test
    void stopsADecompressionBombAtTheLimit() throws IOException {
        byte[] bomb = gzip("{\"type\":\"reconfigure\",\"x\":\"" + "a".repeat(5 * LIMIT) + "\"}");

        LinkException refused = assertThrows(LinkException.class, () -> Reconfigure.decode(bomb, LIMIT));

        assertTrue(bomb.length < LIMIT / 10);
        assertTrue(refused.getMessage().contains("cluster_max_payload"), refused.getMessage());
    }

    @Test
    void compressesTheSameConfigurationToTheSameBytes() {
        assertArrayEquals(message().encode(), message().encode());
    }

    private static Reconfigure message() {
        ObjectNode table = JSON.createObjectNode().put("_format_version", "3.0").put("_transform", false);
        table.putArray("services").addObject().put("name", "s");
        Hashes hashes = ConfigHash.compute(table);
        return Reconfigure.of(table, hashes, Instant.ofEpochMilli(1_795_254_816_451L));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
