package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.function.Consumer;

/** Former forms of the plugins that report: trace headers, endpoints, queues. */
final class TracingRules {
    private static final Set<String> TRACERS = Set.of("opentelemetry", "zipkin");
    private static final Set<String> METRICS = Set.of("statsd", "datadog");

    private TracingRules() {}

    /** Header types that came late. */
    static RowRule withoutHeaderType(String type) {
        return (row, warnings) -> {
            String name = row.path("name").asText();
            boolean changed = TRACERS.contains(name)
                    && Fields.get(row, "config.header_type").asText().equals(type)
                    && Fields.set(row, "config.header_type", TextNode.valueOf("preserve"));
            if (name.equals("zipkin")
                    && Fields.get(row, "config.default_header_type").asText().equals(type)) {
                changed |= Fields.set(row, "config.default_header_type", TextNode.valueOf("b3"));
            }
            return changed;
        };
    }

    /** Until there was another for logs, the endpoint of traces was the endpoint. */
    static boolean oneEndpoint(ObjectNode row, Consumer<String> warnings) {
        if (!row.path("name").asText().equals("opentelemetry")) {
            return false;
        }
        JsonNode traces = Fields.get(row, "config.traces_endpoint");
        return !traces.isMissingNode()
                && Fields.set(row, "config.endpoint", traces) | Fields.remove(row, "config.traces_endpoint");
    }

    /** Before 3.3 each plugin had a queue of its own make. */
    static boolean formerQueues(ObjectNode row, Consumer<String> warnings) {
        String name = row.path("name").asText();
        if (!(row.get("config") instanceof ObjectNode config)) {
            return false;
        }
        if (METRICS.contains(name)) {
            config.put("retry_count", 10);
            config.set("queue_size", orElse(config.path("queue").path("max_batch_size"), 1));
            config.set("flush_timeout", orElse(config.path("queue").path("max_coalescing_delay"), 2));
            return true;
        }
        if (name.equals("opentelemetry")) {
            config.put("batch_span_count", 200).put("batch_flush_delay", 3);
            return true;
        }
        return false;
    }

    private static JsonNode orElse(JsonNode value, int otherwise) {
        return value.isNumber() ? value : IntNode.valueOf(otherwise);
    }
}
