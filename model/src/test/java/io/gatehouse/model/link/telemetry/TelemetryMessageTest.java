package io.gatehouse.model.link.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Hello;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryMessageTest {

    private static final String SERVICE = "b2f34145-0343-41a4-9602-4c69dec2f269";
    private static final String ZEROS = "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0";
    private static final String ONE = ZEROS.replaceFirst("0", "1");
    private static final String ROW = "{\"start\":60,\"status_class\":2,\"latency_ms\":1,\"buckets\":[" + ONE + "]}";

    private static String batch(String rows) {
        return "{\"type\":\"batch\",\"sequence\":1,\"dropped\":0,\"rows\":[" + rows + "]}";
    }

    private static String refusal(String text) {
        String reason = assertThrows(LinkException.class, () -> TelemetryMessage.parse(text), text)
                .getMessage();
        assertTrue(reason.getBytes(StandardCharsets.UTF_8).length <= 123, reason);
        return reason;
    }

    @Test
    void readsWhatItWrites() {
        Tally tally = new Tally();
        tally.add(3);
        tally.add(70_000);
        TelemetryKey key = new TelemetryKey(120, Optional.of(SERVICE), Optional.empty(), Optional.of(SERVICE), 4);
        String text = new Batch(7, 2, Map.of(key, tally)).encode();
        Batch read = assertInstanceOf(Batch.class, TelemetryMessage.parse(text));
        assertEquals(7, read.sequence());
        assertEquals(2, read.dropped());
        Tally counted = read.rows().get(key);
        assertEquals(2, counted.requests());
        assertEquals(70_003, counted.millis());
        assertEquals(1, counted.bucket(2));
        assertEquals(1, counted.bucket(15));
        for (TelemetryMessage message : new TelemetryMessage[] {
            new Hello(1, UUID.fromString(SERVICE)), new Welcome(1), new Received(3), new Busy(3, 5)
        }) {
            assertEquals(message, TelemetryMessage.parse(message.encode()));
        }
    }

    @Test
    @Tag("R150")
    void holdsCountsAndIdsOnly() {
        Tally tally = new Tally();
        tally.add(3);
        TelemetryKey key = new TelemetryKey(120, Optional.of(SERVICE), Optional.of(SERVICE), Optional.of(SERVICE), 4);
        assertEquals(
                "{\"type\":\"batch\",\"sequence\":7,\"dropped\":0,\"rows\":[{\"start\":120,\"service\":\"" + SERVICE
                        + "\",\"route\":\"" + SERVICE + "\",\"consumer\":\"" + SERVICE
                        + "\",\"status_class\":4,\"latency_ms\":3,\"buckets\":[0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0]}]}",
                new Batch(7, 0, Map.of(key, tally)).encode());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,1", "3,2", "60000,14", "60001,15", "9223372036854775807,15"})
    void sortsTimesByTheirUpperBound(long millis, int bucket) {
        assertEquals(bucket, LatencyBuckets.of(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"batch\",\"sequence\":1,\"dropped\":0}; \"rows\" must be an array",
                "{\"type\":\"batch\",\"rows\":[]}; \"sequence\" must be a whole number",
                "{\"type\":\"batch\",\"sequence\":-1,\"rows\":[]}; \"sequence\" must be a whole number",
                "{\"type\":\"batch\",\"sequence\":1.5,\"rows\":[]}; \"sequence\" must be a whole number",
                "{\"type\":\"batch\",\"sequence\":1e30,\"rows\":[]}; \"sequence\" must be a whole number",
                "{\"type\":\"batch\",\"sequence\":99999999999999999999,\"rows\":[]}; \"sequence\" must be a whole",
                "{\"type\":\"hello\",\"format\":1}; \"stream\" must be a UUID, not \"\"",
                "{\"type\":\"hello\",\"format\":1,\"stream\":\"1-1-1-1-1\"}; \"stream\" must be a UUID",
                "{\"type\":\"hello\"}; \"format\" must be a whole number",
                "{\"type\":\"x\"}; type \"x\" is not known",
                "{}; type \"\" is not known",
                "[]; type \"\" is not known",
                "{} {}; the message is no JSON",
                "no json; the message is no JSON",
            })
    void saysWhatIsWrong(String text, String reason) {
        String refusal = refusal(text);
        assertTrue(refusal.startsWith(reason), refusal);
    }

    @Test
    void saysWhatIsWrongWithARow() {
        assertTrue(refusal(batch(ROW.replace("60", "61"))).contains("must be a multiple of 60, not 61"));
        assertTrue(refusal(batch(ROW.replace("\"status_class\":2", "\"status_class\":6")))
                .contains("\"status_class\" must be"));
        assertTrue(refusal(batch(ROW.replace("\"status_class\":2", "\"status_class\":0")))
                .contains("\"status_class\" must be"));
        assertTrue(refusal(batch(ROW.replace(ONE, "1"))).contains("array of 16 numbers"));
        assertTrue(refusal(batch(ROW.replace(ONE, ZEROS))).contains("at least one request"));
        assertTrue(
                refusal(batch(ROW.replace(ONE, ZEROS.replaceFirst("0", "-1")))).contains("\"buckets[0]\""));
        assertTrue(refusal(batch(ROW + "," + ROW)).contains("two rows with the same"));
        assertTrue(refusal(batch("{\"start\":60,\"route\":\"<script>\",\"status_class\":2}"))
                .contains("\"route\" must be a UUID, not \"<script>\""));
        String many = IntStream.rangeClosed(1, 5001)
                .mapToObj(i -> ROW.replace("60", Integer.toString(60 * i)))
                .collect(Collectors.joining(","));
        assertTrue(refusal(batch(many)).contains("5001 rows; at most 5000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"batch\"", "{\"type\":null}", "{\"type\":{\"type\":\"batch\"}}", "\u0000"})
    void refusesWhatIsNoObject(String text) {
        refusal(text);
    }

    @Test
    void survivesDeepNesting() {
        assertTrue(refusal("[".repeat(100_000)).startsWith("the message is no JSON"));
    }
}
