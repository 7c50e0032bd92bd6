package io.gatehouse.proxy.phase;

import java.util.Map;

/**
 * One plugin name in a plan: the instance without a consumer, and those of consumers where they differ.
 *
 * @param anonymous may be null: this name runs for certain consumers only
 * @param byConsumer consumer id to instance
 */
record Slot(ConfiguredPlugin anonymous, Map<String, ConfiguredPlugin> byConsumer) {

    ConfiguredPlugin forConsumer(String consumerId) {
        return byConsumer.getOrDefault(consumerId, anonymous);
    }

    boolean consumerScoped() {
        return !byConsumer.isEmpty();
    }
}
