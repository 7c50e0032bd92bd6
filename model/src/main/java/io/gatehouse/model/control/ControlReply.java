package io.gatehouse.model.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer of a node; on the wire one line with a JSON object.
 *
 * @param done false when the request was refused, which then changed nothing
 * @param lines what the user is to know: notes of what was done, or why it was refused
 */
public record ControlReply(boolean done, List<String> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ControlReply {
        lines = List.copyOf(lines);
    }

    /** The request was followed. */
    public static ControlReply done(List<String> notes) {
        return new ControlReply(true, notes);
    }

    /** The request was refused. */
    public static ControlReply refused(List<String> reasons) {
        return new ControlReply(false, reasons);
    }

    String encode() {
        ObjectNode document = JSON.createObjectNode().put("done", done);
        lines.forEach(document.putArray("lines")::add);
        return document.toString();
    }

    /** @throws IllegalArgumentException when the line is no reply */
    static ControlReply decode(String line) {
        try {
            JsonNode document = JSON.readTree(line);
            List<String> lines = new ArrayList<>();
            document.path("lines").forEach(each -> lines.add(each.asText()));
            return new ControlReply(document.path("done").asBoolean(), lines);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the node's reply is no JSON: " + line, e);
        }
    }
}
