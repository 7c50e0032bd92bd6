package io.gatehouse.model.link.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Hello;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Welcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads messages and holds them to every limit, so that what comes out can be added up and stored. */
final class TelemetryReader {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The payload of a close frame without its code (RFC 6455 §5.5). */
    private static final int LONGEST_REASON = 123;

    private static final int LONGEST_QUOTE = 30;

    /** Far above what can be counted in a minute, and far below where sums overflow. */
    private static final long MOST = 1_000_000_000_000L;

    /** The year 9999: what the database takes as a time. */
    private static final long LATEST = 253_370_764_800L;

    private static final int LONGEST_PAUSE = 3600;

    private TelemetryReader() {}

    static TelemetryMessage read(String text) {
        JsonNode message = tree(text);
        String type = message.path("type").asText();
        return switch (type) {
            case "hello" -> new Hello((int) number(message, "format", Integer.MAX_VALUE), id(message, "stream"));
            case "welcome" -> new Welcome((int) number(message, "format", Integer.MAX_VALUE));
            case "batch" ->
                new Batch(number(message, "sequence", Long.MAX_VALUE), number(message, "dropped", MOST), rows(message));
            case "received" -> new Received(number(message, "sequence", Long.MAX_VALUE));
            case "busy" ->
                new Busy(number(message, "sequence", Long.MAX_VALUE), (int)
                        number(message, "retry_after", LONGEST_PAUSE));
            default -> throw wrong("type \"" + quoted(type) + "\" is not known; hello and batch are");
        };
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw wrong("the message is no JSON: " + quoted(broken.getOriginalMessage()));
        }
    }

    private static Map<TelemetryKey, Tally> rows(JsonNode message) {
        JsonNode rows = message.path("rows");
        if (!rows.isArray()) {
            throw wrong("\"rows\" must be an array");
        }
        if (rows.size() > TelemetryMessage.MOST_ROWS) {
            throw wrong(
                    "\"rows\" has " + rows.size() + " rows; at most " + TelemetryMessage.MOST_ROWS + " are allowed");
        }
        Map<TelemetryKey, Tally> result = new HashMap<>();
        for (JsonNode row : rows) {
            if (result.put(key(row), tally(row)) != null) {
                throw wrong("\"rows\" has two rows with the same start, service, route, consumer and status_class");
            }
        }
        return result;
    }

    private static TelemetryKey key(JsonNode row) {
        long start = number(row, "start", LATEST);
        if (start % TelemetryKey.SECONDS != 0) {
            throw wrong("\"start\" must be a multiple of " + TelemetryKey.SECONDS + ", not " + start);
        }
        long statusClass = number(row, "status_class", 5);
        if (statusClass == 0) {
            throw wrong("\"status_class\" must be 1 to 5, not 0");
        }
        return new TelemetryKey(
                start, optionalId(row, "service"), optionalId(row, "route"), optionalId(row, "consumer"), (int)
                        statusClass);
    }

    private static Tally tally(JsonNode row) {
        JsonNode array = row.path("buckets");
        if (array.size() != LatencyBuckets.COUNT || !array.isArray()) {
            throw wrong("\"buckets\" must be an array of " + LatencyBuckets.COUNT + " numbers");
        }
        long[] buckets = new long[LatencyBuckets.COUNT];
        long requests = 0;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = number("buckets[" + i + "]", array.get(i), MOST);
            requests += buckets[i];
        }
        if (requests == 0) {
            throw wrong("\"buckets\" must count at least one request");
        }
        return new Tally(buckets, number(row, "latency_ms", MOST));
    }

    private static Optional<String> optionalId(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(id(row, field).toString());
    }

    private static UUID id(JsonNode message, String field) {
        String text = message.path(field).asText();
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException notAUuid) {
            // told below, as for the shorter forms that Java takes too
        }
        throw wrong("\"" + field + "\" must be a UUID, not \"" + quoted(text) + "\"");
    }

    private static long number(JsonNode message, String field, long most) {
        return number(field, message.path(field), most);
    }

    private static long number(String name, JsonNode value, long most) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
            throw wrong("\"" + name + "\" must be a whole number, 0 to " + most);
        }
        return value.asLong();
    }

    /** ASCII, so that characters are bytes, and short enough to leave room for the rest. */
    private static String quoted(String text) {
        String ascii = text.replaceAll("[^ -~]", "?");
        return ascii.length() <= LONGEST_QUOTE ? ascii : ascii.substring(0, LONGEST_QUOTE) + "...";
    }

    private static LinkException wrong(String reason) {
        return new LinkException(reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
    }
}
