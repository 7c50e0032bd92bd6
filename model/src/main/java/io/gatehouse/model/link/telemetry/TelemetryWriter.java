package io.gatehouse.model.link.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Hello;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Welcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Writes messages as JSON. */
final class TelemetryWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private TelemetryWriter() {}

    static String write(TelemetryMessage message) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (message instanceof Hello hello) {
                json.writeStringField("type", "hello");
                json.writeNumberField("format", hello.format());
                json.writeStringField("stream", hello.stream().toString());
            } else if (message instanceof Welcome welcome) {
                json.writeStringField("type", "welcome");
                json.writeNumberField("format", welcome.format());
            } else if (message instanceof Batch batch) {
                json.writeStringField("type", "batch");
                json.writeNumberField("sequence", batch.sequence());
                json.writeNumberField("dropped", batch.dropped());
                rows(json, batch);
            } else if (message instanceof Received received) {
                json.writeStringField("type", "received");
                json.writeNumberField("sequence", received.sequence());
            } else if (message instanceof Busy busy) {
                json.writeStringField("type", "busy");
                json.writeNumberField("sequence", busy.sequence());
                json.writeNumberField("retry_after", busy.retryAfter());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void rows(JsonGenerator json, Batch batch) throws IOException {
        json.writeArrayFieldStart("rows");
        for (Map.Entry<TelemetryKey, Tally> row : batch.rows().entrySet()) {
            TelemetryKey key = row.getKey();
            Tally tally = row.getValue();
            json.writeStartObject();
            json.writeNumberField("start", key.start());
            id(json, "service", key.service());
            id(json, "route", key.route());
            id(json, "consumer", key.consumer());
            json.writeNumberField("status_class", key.statusClass());
            json.writeNumberField("latency_ms", tally.millis());
            json.writeArrayFieldStart("buckets");
            for (int i = 0; i < LatencyBuckets.COUNT; i++) {
                json.writeNumber(tally.bucket(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void id(JsonGenerator json, String field, Optional<String> id) throws IOException {
        if (id.isPresent()) {
            json.writeStringField(field, id.get());
        }
    }
}
