package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.schema.WholeNumbers;
import java.util.Optional;

/** The option {@code ttl} that documents of some types carry besides their fields: seconds to live, 0 for ever. */
final class TimeToLive {
    static final String TTL = "ttl";
    static final int MAX_SECONDS = 100_000_000;

    private TimeToLive() {}

    /**
     * Takes the option out of {@code input}, if the type has it.
     *
     * @throws EntityException code 11 when its value is not acceptable
     */
    static Optional<JsonNode> take(EntityType type, ObjectNode input) {
        if (!type.hasTtl() || !input.has(TTL)) {
            return Optional.empty();
        }
        JsonNode ttl = input.remove(TTL);
        double seconds = ttl.doubleValue();
        boolean good = ttl.isNull()
                || ttl.isNumber() && seconds == Math.rint(seconds) && seconds >= 0 && seconds <= MAX_SECONDS;
        if (!good) {
            throw EntityException.invalidOptions(
                    JsonNodeFactory.instance.objectNode().put(TTL, "must be an integer between 0 and " + MAX_SECONDS));
        }
        return Optional.of(ttl.isNull() ? ttl : WholeNumbers.node(ttl.longValue()));
    }
}
