package io.gatehouse.cluster.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.Refused;
import java.time.Instant;
import java.util.Optional;

/**
 * What a data plane of our own has reported about the configurations it got.
 *
 * @param applied the newest one that it serves with; empty before its first report in this session
 * @param appliedAt when that report came
 * @param refused the newest one that it could not take, unless it has applied one since
 * @param refusedAt when that report came
 */
record Delivery(
        Optional<Applied> applied,
        Optional<Instant> appliedAt,
        Optional<Refused> refused,
        Optional<Instant> refusedAt) {

    static final Delivery NONE = new Delivery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Delivery with(Applied report, Instant now) {
        return new Delivery(Optional.of(report), Optional.of(now), Optional.empty(), Optional.empty());
    }

    Delivery with(Refused report, Instant now) {
        return new Delivery(applied, appliedAt, Optional.of(report), Optional.of(now));
    }

    /** What a log line says about a refusal. The data plane chose the texts: they must not forge other lines. */
    static String describe(Refused report) {
        StringBuilder text = new StringBuilder("data plane refuses the configuration");
        if (report.revision() > 0) {
            text.append(" of revision ").append(report.revision());
        }
        report.entityType().ifPresent(type -> text.append(": ").append(type));
        report.entityName()
                .or(report::entityId)
                .ifPresent(name -> text.append(" '").append(name).append('\''));
        report.field().ifPresent(field -> text.append(", field ").append(field));
        text.append(": ").append(report.message());
        return text.toString().replaceAll("\\p{Cntrl}", "?") + "; it keeps the one it had";
    }

    /** The object {@code delivery} of {@code /clustering/data-planes}. */
    ObjectNode toDocument() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("mode", "delta");
        document.put("revision", applied.map(Applied::revision).orElse(null));
        document.put("latency_ms", applied.map(Applied::latencyMillis).orElse(null));
        document.put("applied_at", appliedAt.map(Instant::getEpochSecond).orElse(null));
        refused.ifPresentOrElse(
                report -> {
                    ObjectNode why = document.putObject("refused");
                    why.put("revision", report.revision());
                    why.put("entity_type", report.entityType().orElse(null));
                    why.put("entity_id", report.entityId().orElse(null));
                    why.put("entity_name", report.entityName().orElse(null));
                    why.put("field", report.field().orElse(null));
                    why.put("message", report.message());
                    why.put("at", refusedAt.map(Instant::getEpochSecond).orElse(null));
                },
                () -> document.putNull("refused"));
        return document;
    }
}
