package io.gatehouse.model.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first message of a data plane: who it is and what it can do. One binary frame of JSON, not compressed.
 *
 * @param plugins what the data plane has loaded
 * @param processConfiguration its settings with secrets removed, for information only
 * @param labels its labels; empty when it has none
 */
public record BasicInfo(List<PluginVersion> plugins, ObjectNode processConfiguration, Map<String, String> labels) {
    private static final String TYPE = "basic_info";
    private static final ObjectMapper JSON = new ObjectMapper();

    public BasicInfo {
        plugins = List.copyOf(plugins);
        labels = Map.copyOf(labels);
    }

    /** Returns the payload of the frame. */
    public byte[] encode() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", TYPE);
        ArrayNode list = message.putArray("plugins");
        plugins.stream()
                .sorted(Comparator.comparing(plugin -> plugin.name().toLowerCase(Locale.ROOT)))
                .forEach(plugin -> {
                    ObjectNode entry = list.addObject().put("name", plugin.name());
                    plugin.version().ifPresent(version -> entry.put("version", version));
                });
        message.set("process_conf", processConfiguration);
        message.putObject("filters");
        if (!labels.isEmpty()) {
            ObjectNode object = message.putObject("labels");
            labels.forEach(object::put);
        }
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * Reads the payload of a frame. Everything but type and plugins may be missing.
     *
     * @throws LinkException when it is no introduction; the message is fit for the log
     */
    public static BasicInfo decode(byte[] payload) {
        JsonNode message;
        try {
            message = JSON.readTree(payload);
        } catch (IOException e) {
            throw new LinkException("failed to decode websocket basic info data: " + reason(e), e);
        }
        String type = message.path("type").asText("unknown");
        if (!type.equals(TYPE)) {
            throw new LinkException("invalid basic info data type: " + type);
        }
        JsonNode plugins = message.path("plugins");
        if (!plugins.isContainerNode()) {
            throw new LinkException("missing plugins in basic info data");
        }
        List<PluginVersion> list = new ArrayList<>();
        for (JsonNode plugin : plugins) {
            if (plugin.path("name").isTextual()) {
                list.add(new PluginVersion(
                        plugin.get("name").textValue(),
                        Optional.ofNullable(plugin.path("version").textValue())));
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        message.path("labels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        ObjectNode configuration = message.path("process_conf") instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
        return new BasicInfo(list, configuration, labels);
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException syntax ? syntax.getOriginalMessage() : e.toString();
    }
}
