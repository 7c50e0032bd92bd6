package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionStage;

/** What the other end may call. Called on the thread that received the message: it must not block. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * @param params as they came, JSON null when there were none
     * @return the result; completing it with {@link RpcError} tells the caller why not
     * @throws RpcError the same, at once
     */
    CompletionStage<SnappyText> call(JsonNode params);
}
