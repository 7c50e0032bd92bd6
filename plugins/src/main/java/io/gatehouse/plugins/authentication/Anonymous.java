package io.gatehouse.plugins.authentication;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What authentication plugins do about clients without valid credentials. Without an anonymous consumer every
 * authentication plugin must accept the client; with one it is enough that any of them does.
 *
 * @param consumer id or user name of the consumer that stands in
 */
public record Anonymous(Optional<String> consumer) {
    private static final Logger LOG = LoggerFactory.getLogger(Anonymous.class);

    /** True when an earlier plugin has accepted the client, so that this one need not look. */
    public boolean isSatisfied(Exchange exchange) {
        return consumer.isPresent() && exchange.isAuthenticated();
    }

    /** The step after a failed authentication: go on as the anonymous consumer, or refuse. */
    public Step or(Exchange exchange, PluginContext context, Reply refusal) {
        if (consumer.isEmpty()) {
            return Step.respond(refusal);
        }
        Optional<Consumer> found = find(context, consumer.get());
        if (found.isEmpty()) {
            LOG.error(
                    "the anonymous consumer '{}' does not exist; create it or change config.anonymous", consumer.get());
            return Step.respond(Reply.error(500, "An unexpected error occurred"));
        }
        exchange.authenticate(found, Optional.empty(), true);
        return Step.NEXT;
    }

    private static Optional<Consumer> find(PluginContext context, String idOrUsername) {
        Optional<Consumer> byId = isUuid(idOrUsername) ? context.consumer(idOrUsername) : Optional.empty();
        return byId.isPresent() ? byId : context.consumerByUsername(idOrUsername);
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text) != null;
        } catch (IllegalArgumentException otherText) {
            return false;
        }
    }
}
