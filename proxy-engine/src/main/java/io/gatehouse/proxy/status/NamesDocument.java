package io.gatehouse.proxy.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The document of {@code /status/dns}. */
final class NamesDocument {
    private NamesDocument() {}

    /** @param statistics counts by name */
    static ObjectNode of(Map<String, Map<String, Long>> statistics) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        // one process resolves for all connections
        document.putObject("worker").put("id", 0).put("count", 1);
        ObjectNode stats = document.putObject("stats");
        statistics.forEach((name, counts) -> {
            ObjectNode ofName = stats.putObject(name);
            counts.forEach(ofName::put);
        });
        return document;
    }
}
