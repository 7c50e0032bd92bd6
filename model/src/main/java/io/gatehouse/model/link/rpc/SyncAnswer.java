package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a control plane answers to {@link RpcProtocol#GET_DELTA}.
 *
 * @param wipe whether the deltas are everything, so that what the data plane has must go first
 * @param deltas in an order in which references resolve; nothing is new when there are none
 */
public record SyncAnswer(boolean wipe, List<SyncDelta> deltas) {
    private static final String DELTAS = "deltas";
    private static final String WIPE = "wipe";

    public SyncAnswer {
        deltas = List.copyOf(deltas);
    }

    /** The result as it travels; an empty list is an empty object there. */
    public ObjectNode toDocument() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode namespace = document.putObject(RpcProtocol.NAMESPACE);
        if (deltas.isEmpty()) {
            namespace.putObject(DELTAS);
        } else {
            ArrayNode list = namespace.putArray(DELTAS);
            deltas.forEach(delta -> list.add(delta.toDocument(!wipe)));
        }
        namespace.put(WIPE, wipe);
        return document;
    }

    /** @throws RpcError when the result is not what the protocol says */
    public static SyncAnswer of(JsonNode result) {
        JsonNode namespace = result.path(RpcProtocol.NAMESPACE);
        JsonNode list = namespace.path(DELTAS);
        if (!list.isContainerNode() || list.isObject() && !list.isEmpty()) {
            throw new RpcError(RpcError.SERVER_ERROR, "the answer has no list of deltas");
        }
        List<SyncDelta> deltas = new ArrayList<>(list.size());
        list.forEach(delta -> deltas.add(SyncDelta.of(delta)));
        return new SyncAnswer(namespace.path(WIPE).asBoolean(), deltas);
    }

    /** The version that the data plane has once it applied this; 0 when nothing is new. */
    public long version() {
        return deltas.stream().mapToLong(SyncDelta::version).max().orElse(0);
    }
}
