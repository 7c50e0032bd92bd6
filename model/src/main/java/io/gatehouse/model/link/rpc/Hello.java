package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.LinkException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a data plane introduces itself on the JSON-RPC link, and the answer to it. Both are binary frames of plain JSON.
 *
 * @param nodeId its id, normally a UUID; any text
 * @param version as {@code 3.9.3}, unchecked
 * @param configuration its settings with secrets removed; control planes look at {@code loaded_plugins} in them
 * @param capabilities what it can do
 */
public record Hello(
        String nodeId, Optional<String> hostname, String version, ObjectNode configuration, Set<String> capabilities) {
    private static final long ID = 1;
    private static final int MAX_CAPABILITIES = 64;
    private static final String LOADED_PLUGINS = "loaded_plugins";

    public Hello {
        capabilities = Set.copyOf(capabilities);
    }

    /** Names of the plugins that it has; empty when it does not tell. */
    public Optional<Set<String>> plugins() {
        JsonNode loaded = configuration.path(LOADED_PLUGINS);
        if (!loaded.isObject() || loaded.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        loaded.fieldNames().forEachRemaining(names::add);
        return Optional.of(names);
    }

    /** Adds the names of loaded plugins to the settings that a node tells. */
    public static ObjectNode withPlugins(ObjectNode configuration, Collection<String> plugins) {
        ObjectNode copy = configuration.deepCopy();
        ObjectNode loaded = copy.putObject(LOADED_PLUGINS);
        plugins.forEach(plugin -> loaded.put(plugin, true));
        return copy;
    }

    /** Returns the payload of the first frame. */
    public byte[] encode() {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        list(info, "rpc_capabilities", capabilities);
        list(info, "rpc_frame_encodings", List.of(RpcProtocol.SNAPPY));
        info.put("kong_version", version);
        hostname.ifPresent(name -> info.put("kong_hostname", name));
        info.put("kong_node_id", nodeId);
        info.set("kong_conf", configuration);
        return RpcMessage.bytes(RpcMessage.request(ID, RpcProtocol.HELLO, info));
    }

    /**
     * Reads the payload of the first frame.
     *
     * @throws LinkException when it is no hello, or the node does not speak Snappy; the message is fit for the log
     */
    public static Hello decode(byte[] frame) {
        List<RpcMessage> messages = RpcMessage.read(frame);
        if (messages.size() != 1
                || !(messages.get(0) instanceof RpcMessage.Request request)
                || !request.method().equals(RpcProtocol.HELLO)) {
            throw new LinkException("the first message is not a call of " + RpcProtocol.HELLO);
        }
        JsonNode info = request.params().path(0);
        if (!texts(info.path("rpc_frame_encodings")).contains(RpcProtocol.SNAPPY)) {
            throw new LinkException("rpc_frame_encodings does not contain " + RpcProtocol.SNAPPY);
        }
        return new Hello(
                required(info, "kong_node_id"),
                Optional.ofNullable(info.path("kong_hostname").textValue()).filter(name -> !name.isEmpty()),
                required(info, "kong_version"),
                info.path("kong_conf") instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                texts(info.path("rpc_capabilities")));
    }

    /** Returns the payload of the answer. */
    public static byte[] encodeAnswer(Collection<String> capabilities) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.put("id", ID);
        ObjectNode result = answer.putObject("result");
        list(result, "rpc_capabilities", capabilities);
        result.put("rpc_frame_encoding", RpcProtocol.SNAPPY);
        return RpcMessage.bytes(answer);
    }

    /**
     * Reads the payload of the answer.
     *
     * @return what the control plane can do
     * @throws LinkException when the control plane says no, or wants another encoding
     */
    public static Set<String> decodeAnswer(byte[] frame) {
        List<RpcMessage> messages = RpcMessage.read(frame);
        if (messages.size() == 1 && messages.get(0) instanceof RpcMessage.Failure failure) {
            throw new LinkException(
                    "the control plane refuses: " + failure.error().getMessage());
        }
        if (messages.size() != 1 || !(messages.get(0) instanceof RpcMessage.Result result)) {
            throw new LinkException("the first message is not the answer to " + RpcProtocol.HELLO);
        }
        String encoding = result.value().path("rpc_frame_encoding").asText();
        if (!encoding.equals(RpcProtocol.SNAPPY)) {
            throw new LinkException("the control plane wants the frame encoding '" + encoding + "'; only "
                    + RpcProtocol.SNAPPY + " is supported");
        }
        return texts(result.value().path("rpc_capabilities"));
    }

    private static String required(JsonNode info, String field) {
        String value = info.path(field).asText();
        if (value.isEmpty()) {
            throw new LinkException(field + " is missing in " + RpcProtocol.HELLO);
        }
        return value;
    }

    private static void list(ObjectNode owner, String field, Collection<String> texts) {
        ArrayNode array = owner.putArray(field);
        new TreeSet<>(texts).forEach(array::add);
    }

    /** An empty list may come as an empty object. */
    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        if (list.isArray()) {
            list.forEach(text -> texts.add(text.asText()));
        }
        if (texts.size() > MAX_CAPABILITIES) {
            throw new LinkException(texts.size() + " entries in a list of " + RpcProtocol.HELLO);
        }
        return texts;
    }
}
