package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.snapshot.ConfigTable;
import java.time.Clock;

/** Rows of the configuration as the Admin API shows them. Thread-safe. */
final class ApiForm {
    private static final String TTL = "ttl";

    private final EntityValidator validator;
    private final Clock clock;

    ApiForm(EntityValidator validator, Clock clock) {
        this.validator = validator;
        this.clock = clock;
    }

    /** A document of the row: references as objects, time to live as the seconds that remain, server names of certificates. */
    ObjectNode of(EntityType type, ObjectNode row, ConfigTable table) {
        ObjectNode document = copy(row);
        for (ForeignKey key : type.foreignKeys()) {
            JsonNode id = document.path(key.field());
            if (id.isTextual()) {
                document.putObject(key.field()).put("id", id.textValue());
            }
        }
        if (type.hasTtl()) {
            JsonNode end = document.remove(TTL);
            if (end != null && end.isNumber()) {
                document.put(TTL, Math.max(0, end.longValue() - clock.instant().getEpochSecond()));
            }
        }
        if (type.name().equals("certificates")) {
            ArrayNode names = document.putArray("snis");
            table.rows("snis").stream()
                    .filter(sni -> sni.path("certificate").equals(row.path("id")))
                    .map(sni -> sni.path("name").asText())
                    .sorted()
                    .forEach(names::add);
        }
        validator.addFormerNames(type, document);
        return document;
    }

    /** A copy that can be changed; what is a single value or a list of values is shared, because nobody changes those. */
    private static ObjectNode copy(ObjectNode row) {
        ObjectNode copy = row.objectNode();
        row.properties().forEach(member -> {
            JsonNode value = member.getValue();
            boolean shared =
                    value.isValueNode() || value.isArray() && !value.path(0).isContainerNode();
            copy.set(member.getKey(), shared ? value : value.deepCopy());
        });
        return copy;
    }

    /** Whether a row has not expired. */
    boolean isAlive(ObjectNode row) {
        JsonNode end = row.path(TTL);
        return !end.isNumber() || end.longValue() > clock.instant().getEpochSecond();
    }
}
