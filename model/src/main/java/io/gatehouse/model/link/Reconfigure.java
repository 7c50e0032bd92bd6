package io.gatehouse.model.link;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A whole configuration, from a control plane to a data plane. One binary frame: gzip of JSON.
 *
 * @param timestamp when it was exported, in seconds since 1970 with milliseconds; for information only
 * @param hashes names the configuration and its sections
 * @param configTable rows by entity type
 */
public record Reconfigure(double timestamp, Hashes hashes, ObjectNode configTable) {
    private static final String TYPE = "reconfigure";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the message for a configuration exported at a certain time. */
    public static Reconfigure of(ObjectNode configTable, Hashes hashes, Instant exported) {
        return new Reconfigure(exported.toEpochMilli() / 1000.0, hashes, configTable);
    }

    /** Returns the payload of the frame. The table is written as it is, without a copy. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        JsonFactory factory = JSON.getFactory();
        try (OutputStream member = GzipMessage.compress(out);
                JsonGenerator json = factory.createGenerator(member)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE);
            json.writeFieldName("timestamp");
            json.writeNumber(BigDecimal.valueOf(timestamp).toPlainString());
            json.writeStringField("config_hash", hashes.config());
            json.writeFieldName("hashes");
            JSON.writeTree(json, hashes.toDocument());
            json.writeFieldName("config_table");
            JSON.writeTree(json, configTable);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads the payload of a frame.
     *
     * @param limit most bytes it may have when decompressed
     * @return empty when the message is of another type, which a data plane ignores
     * @throws LinkException when it cannot be decompressed or parsed, or is too large; a data plane then reconnects
     */
    public static Optional<Reconfigure> decode(byte[] payload, long limit) {
        return of(parse(payload, limit));
    }

    /**
     * Unpacks and parses any compressed message of the link.
     *
     * @param limit most bytes it may have when decompressed
     * @throws LinkException when that is not possible, or it is too large
     */
    public static JsonNode parse(byte[] payload, long limit) {
        try (InputStream in = GzipMessage.decompress(payload, limit)) {
            return JSON.readTree(in);
        } catch (JsonProcessingException e) {
            throw new LinkException("the configuration is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new LinkException("the configuration cannot be decompressed: " + e.getMessage(), e);
        }
    }

    /**
     * Takes a parsed message.
     *
     * @return empty when it is of another type
     * @throws LinkException when it has no table
     */
    public static Optional<Reconfigure> of(JsonNode message) {
        if (!message.path("type").asText().equals(TYPE)) {
            return Optional.empty();
        }
        if (!(message.get("config_table") instanceof ObjectNode table)) {
            throw new LinkException("the configuration has no config_table");
        }
        return Optional.of(new Reconfigure(message.path("timestamp").asDouble(), hashes(message, table), table));
    }

    /** Takes the hashes of the message; computes them when it has none. */
    private static Hashes hashes(JsonNode message, ObjectNode table) {
        String config = message.path("config_hash").asText();
        if (config.length() != LinkProtocol.HASH_LENGTH) {
            return ConfigHash.compute(table);
        }
        JsonNode sections = message.path("hashes");
        return new Hashes(
                config,
                sections.path("routes").asText(ConfigHash.EMPTY),
                sections.path("services").asText(ConfigHash.EMPTY),
                sections.path("plugins").asText(ConfigHash.EMPTY),
                sections.path("upstreams").asText(ConfigHash.EMPTY),
                sections.path("targets").asText(ConfigHash.EMPTY));
    }
}
