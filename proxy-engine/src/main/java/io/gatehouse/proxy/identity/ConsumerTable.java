package io.gatehouse.proxy.identity;

import io.gatehouse.plugin.Consumer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Consumers of one configuration by id, user name and custom id. Immutable. */
public final class ConsumerTable {
    private final Map<String, Consumer> byId = new HashMap<>();
    private final Map<String, Consumer> byUsername = new HashMap<>();
    private final Map<String, Consumer> byCustomId = new HashMap<>();

    public ConsumerTable(Collection<Consumer> consumers) {
        for (Consumer consumer : consumers) {
            byId.put(consumer.id(), consumer);
            consumer.username().ifPresent(name -> byUsername.put(name, consumer));
            consumer.customId().ifPresent(id -> byCustomId.put(id, consumer));
        }
    }

    public Optional<Consumer> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Consumer> byUsername(String username) {
        return Optional.ofNullable(byUsername.get(username));
    }

    public Optional<Consumer> byCustomId(String customId) {
        return Optional.ofNullable(byCustomId.get(customId));
    }

    public int size() {
        return byId.size();
    }
}
