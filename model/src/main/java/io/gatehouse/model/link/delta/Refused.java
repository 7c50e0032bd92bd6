package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The data plane cannot take a configuration and goes on with the one it had.
 *
 * @param revision that it refuses; 0 for a snapshot, which does not tell its revision
 * @param content what it goes on with, see {@link Name#content}
 * @param entityType the first row that is wrong, as far as the message is about one
 * @param entityId primary key of it
 * @param entityName its name or other text that users know it by
 * @param field of the row
 * @param message what is wrong, fit for a log; it holds no values of secret fields
 */
public record Refused(
        long revision,
        String content,
        Optional<String> entityType,
        Optional<String> entityId,
        Optional<String> entityName,
        Optional<String> field,
        String message)
        implements FromDataPlane {
    static final String TYPE = "refused";

    @Override
    public byte[] encode() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("revision", revision)
                .put("content", content);
        entityType.ifPresent(text -> report.put("entity_type", text));
        entityId.ifPresent(text -> report.put("entity_id", text));
        entityName.ifPresent(text -> report.put("entity_name", text));
        field.ifPresent(text -> report.put("field", text));
        return DeltaFrames.encode(report.put("message", message));
    }

    static Refused of(JsonNode report) {
        return new Refused(
                report.path("revision").asLong(),
                DeltaFrames.name(report, "content"),
                text(report, "entity_type"),
                text(report, "entity_id"),
                text(report, "entity_name"),
                text(report, "field"),
                report.path("message").asText());
    }

    private static Optional<String> text(JsonNode report, String field) {
        return Optional.ofNullable(report.path(field).textValue());
    }
}
