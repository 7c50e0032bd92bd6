package io.gatehouse.model.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request; on the wire one line with a JSON object of texts, the command under {@code command}.
 *
 * @param command what to do
 * @param arguments texts by name
 */
public record ControlRequest(ControlCommand command, Map<String, String> arguments) {
    /** The configuration file to use from now on, absolute; the one of the start when it is absent. */
    public static final String FILE = "file";

    /** How long requests in flight may take, a whole number. */
    public static final String SECONDS = "seconds";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "command";

    public ControlRequest {
        arguments = Map.copyOf(arguments);
    }

    /** A request without arguments. */
    public static ControlRequest of(ControlCommand command) {
        return new ControlRequest(command, Map.of());
    }

    /** Returns an argument, if it was given. */
    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    /**
     * Returns {@link #SECONDS}.
     *
     * @throws IllegalArgumentException when it is missing or no whole number
     */
    public int seconds() {
        String text = argument(SECONDS).orElse("");
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SECONDS + " = '" + text + "' is no number of seconds, such as 10", e);
        }
    }

    String encode() {
        ObjectNode document = JSON.createObjectNode().put(COMMAND, command.word());
        new TreeMap<>(arguments).forEach(document::put);
        return document.toString();
    }

    /** @throws IllegalArgumentException when the line is no request */
    static ControlRequest decode(String line) {
        JsonNode document;
        try {
            document = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a request is one line with a JSON object", e);
        }
        String word = document.path(COMMAND).asText();
        for (ControlCommand command : ControlCommand.values()) {
            if (command.word().equals(word)) {
                Map<String, String> arguments = new TreeMap<>();
                document.fields()
                        .forEachRemaining(field ->
                                arguments.put(field.getKey(), field.getValue().asText()));
                arguments.remove(COMMAND);
                return new ControlRequest(command, arguments);
            }
        }
        throw new IllegalArgumentException(
                "command '" + word + "' is unknown to this node; use a command line of the node's own version");
    }
}
