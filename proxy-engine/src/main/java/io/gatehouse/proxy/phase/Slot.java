package io.gatehouse.proxy.phase;

import java.util.List;
import java.util.Map;

/**
 * One plugin name in a plan, with the instances that can be chosen there. The most specific scope wins: route, service
 * and consumer; route and consumer; service and consumer; route and service; consumer; route; service; everything.
 *
 * @param byConsumer instances for consumers in narrower scopes, consumer id to instance, most specific map first; shared
 *     between plans
 * @param exact for route and service; may be null
 * @param byConsumerOnly instances for a consumer alone; shared between plans
 * @param broad for the route, else the service, else everything; may be null
 */
record Slot(
        List<Map<String, ConfiguredPlugin>> byConsumer,
        ConfiguredPlugin exact,
        Map<String, ConfiguredPlugin> byConsumerOnly,
        ConfiguredPlugin broad) {

    /** The instance when no consumer is known; null when there is none. */
    ConfiguredPlugin anonymous() {
        return exact != null ? exact : broad;
    }

    /** The instance for a consumer; null when there is none. */
    ConfiguredPlugin forConsumer(String consumerId) {
        for (Map<String, ConfiguredPlugin> instances : byConsumer) {
            ConfiguredPlugin instance = instances.get(consumerId);
            if (instance != null) {
                return instance;
            }
        }
        if (exact != null) {
            return exact;
        }
        return byConsumerOnly.getOrDefault(consumerId, broad);
    }

    /** Whether knowing the consumer can change the choice. */
    boolean consumerScoped() {
        return !byConsumer.isEmpty() || exact == null && !byConsumerOnly.isEmpty();
    }

    /** Whether any request can get an instance here. */
    boolean used() {
        return anonymous() != null || consumerScoped();
    }
}
