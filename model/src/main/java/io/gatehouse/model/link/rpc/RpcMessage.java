package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.LinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One JSON-RPC 2.0 object. */
public sealed interface RpcMessage {
    /**
     * A call.
     *
     * @param id empty when no answer is wanted (§4.1)
     * @param params missing ones are JSON null
     */
    record Request(Optional<JsonNode> id, String method, JsonNode params) implements RpcMessage {}

    /** The good answer. */
    record Result(JsonNode id, JsonNode value) implements RpcMessage {}

    /** The other answer. */
    record Failure(JsonNode id, RpcError error) implements RpcMessage {}

    /** Most messages that one batch may have. */
    int MAX_BATCH = 1024;

    ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a single object or a batch (§6).
     *
     * @param json whole text, UTF-8
     * @throws LinkException when it is neither
     */
    static List<RpcMessage> read(byte[] json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException syntax) {
            throw new LinkException("the message is no JSON: " + syntax.getOriginalMessage(), syntax);
        } catch (IOException impossible) {
            throw new LinkException("the message cannot be read: " + impossible.getMessage(), impossible);
        }
        if (!document.isArray()) {
            return List.of(of(document));
        }
        if (document.isEmpty() || document.size() > MAX_BATCH) {
            throw new LinkException("a batch of " + document.size() + " messages; 1 to " + MAX_BATCH + " are accepted");
        }
        List<RpcMessage> batch = new ArrayList<>(document.size());
        document.forEach(element -> batch.add(of(element)));
        return batch;
    }

    private static RpcMessage of(JsonNode document) {
        if (!document.path("jsonrpc").asText().equals("2.0")) {
            throw new LinkException("the message is not JSON-RPC 2.0");
        }
        JsonNode id = document.path("id");
        if (document.path("method").isTextual()) {
            JsonNode params = document.path("params");
            return new Request(
                    id.isValueNode() && !id.isNull() ? Optional.of(id) : Optional.empty(),
                    document.get("method").textValue(),
                    params.isMissingNode() ? JsonNodeFactory.instance.nullNode() : params);
        }
        if (document.has("error")) {
            JsonNode error = document.get("error");
            return new Failure(
                    id,
                    new RpcError(
                            error.path("code").asInt(RpcError.INTERNAL_ERROR),
                            error.path("message").asText("no message")));
        }
        if (document.has("result")) {
            return new Result(id, document.get("result"));
        }
        throw new LinkException("the message is neither a call nor an answer");
    }

    /** A call as it travels. */
    static ObjectNode request(long id, String method, JsonNode parameter) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        document.put("method", method).put("id", id);
        ArrayNode params = document.putArray("params");
        params.add(parameter);
        return document;
    }

    /** An error as it travels. */
    static ObjectNode failure(JsonNode id, RpcError error) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        document.set("id", id);
        document.putObject("error").put("code", error.code()).put("message", error.getMessage());
        return document;
    }

    /** The bytes of a document. */
    static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }
}
