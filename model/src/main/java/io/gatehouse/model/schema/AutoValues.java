package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.format.Uuid;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Makes up what clients may leave out: ids, times, keys and secrets. Thread-safe. */
final class AutoValues {
    private static final String UPDATED_AT = "updated_at";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;

    AutoValues(Clock clock) {
        this.clock = clock;
    }

    /** The value for an auto field, or empty when the one given stays. */
    Optional<JsonNode> value(String name, Field field, JsonNode given, Operation operation) {
        boolean missing = given.isMissingNode();
        if (field.timestamp()) {
            boolean now = name.equals(UPDATED_AT) || operation.creates() && EmptyValues.isNull(given);
            return now ? Optional.of(now(field)) : Optional.empty();
        }
        if (!operation.creates()) {
            return Optional.empty();
        }
        if (field.uuid()) {
            return EmptyValues.isNull(given) ? Optional.of(TextNode.valueOf(Uuid.random())) : Optional.empty();
        }
        return missing && field.type() == FieldType.STRING
                ? Optional.of(TextNode.valueOf(secret(SECRET_LENGTH)))
                : Optional.empty();
    }

    /** Whole seconds; with milliseconds where the field is a number. */
    private JsonNode now(Field field) {
        long millis = clock.millis();
        if (field.type() == FieldType.INTEGER || millis % 1000 == 0) {
            return WholeNumbers.node(millis / 1000);
        }
        return DoubleNode.valueOf(millis / 1000.0);
    }

    /** A text that nobody can guess, of letters and digits. */
    static String secret(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
