package io.gatehouse.model.link.telemetry;

import java.util.Map;
import java.util.UUID;

/**
 * One message of the link: a JSON object with a {@code type}, in one text frame. A data plane says {@link Hello}, is answered
 * {@link Welcome}, and sends a {@link Batch} at a time; the next one follows the answer {@link Received} to the last.
 */
public sealed interface TelemetryMessage {

    /** The format that this program speaks. */
    int FORMAT = 1;

    /** Path of the link on {@code cluster_telemetry_listen}. */
    String PATH = "/v1/telemetry";

    /** The longest message that either side takes, in bytes. */
    int LARGEST = 4 * 1024 * 1024;

    /** The most rows in a batch. */
    int MOST_ROWS = 5000;

    /**
     * The first message of a connection.
     *
     * @param stream names the sequence of batches; a data plane takes a new one each time that it starts
     */
    record Hello(int format, UUID stream) implements TelemetryMessage {}

    /** The answer to {@link Hello}. */
    record Welcome(int format) implements TelemetryMessage {}

    /**
     * What a data plane counted since its last batch.
     *
     * @param sequence number within the stream, from 1, ascending; a batch that is sent again keeps its number
     * @param dropped requests that are counted nowhere, because the buffer was full
     */
    record Batch(long sequence, long dropped, Map<TelemetryKey, Tally> rows) implements TelemetryMessage {
        public Batch {
            rows = Map.copyOf(rows);
        }

        /** True when there is nothing to store: it only shows that the data plane is alive. */
        public boolean isEmpty() {
            return rows.isEmpty() && dropped == 0;
        }
    }

    /** The batch is stored, now or by an earlier attempt; the data plane forgets it. */
    record Received(long sequence) implements TelemetryMessage {}

    /**
     * The batch is not stored, and may be sent again.
     *
     * @param retryAfter seconds to wait before
     */
    record Busy(long sequence, int retryAfter) implements TelemetryMessage {}

    /** The text of the frame. */
    default String encode() {
        return TelemetryWriter.write(this);
    }

    /** @throws io.gatehouse.model.link.LinkException when the text is no such message; the exception says why, within 123 bytes */
    static TelemetryMessage parse(String text) {
        return TelemetryReader.read(text);
    }
}
