package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.telemetry.Grouping;
import io.gatehouse.cluster.telemetry.TelemetryQuery;
import io.gatehouse.cluster.telemetry.TelemetryReport;
import io.gatehouse.model.link.telemetry.LatencyBuckets;

/** The answer of {@code /clustering/telemetry}. */
final class TelemetryDocument {

    private TelemetryDocument() {}

    static ObjectNode of(TelemetryQuery query, TelemetryReport report) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("from", query.start().getEpochSecond());
        document.put("to", query.to().getEpochSecond());
        document.put("resolution", query.resolution().value());
        ArrayNode groups = document.putArray("group_by");
        query.groupings().forEach(grouping -> groups.add(grouping.value()));
        ArrayNode bounds = document.putArray("latency_bounds_ms");
        LatencyBuckets.bounds().forEach(bounds::add);
        document.put("dropped", report.dropped());
        ArrayNode data = document.putArray("data");
        report.rows().forEach(row -> data.add(row(query, row)));
        return document;
    }

    private static ObjectNode row(TelemetryQuery query, TelemetryReport.Row row) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("start", row.start());
        for (Grouping grouping : query.groupings()) {
            // null where a request had none
            document.put(grouping.value(), row.group().get(grouping));
        }
        document.put("requests", row.requests());
        ObjectNode latency = document.putObject("latency_ms");
        latency.put("sum", row.latencyMillis());
        ArrayNode buckets = latency.putArray("buckets");
        row.buckets().forEach(buckets::add);
        return document;
    }
}
