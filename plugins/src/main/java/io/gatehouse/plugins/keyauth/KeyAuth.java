package io.gatehouse.plugins.keyauth;

import io.gatehouse.plugin.BodyArguments;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import io.gatehouse.plugins.authentication.Anonymous;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a client in who knows the key of a consumer. */
final class KeyAuth implements Plugin {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAuth.class);

    /** Bodies beyond this are not searched for a key. */
    private static final int MAX_BODY = 1 << 20;

    private static final String NO_KEY = "No API key found in request";

    private final KeyAuthConfig config;
    private final PluginContext context;
    private final Anonymous anonymous;
    private final String challenge;

    KeyAuth(KeyAuthConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        this.anonymous = new Anonymous(config.anonymous());
        this.challenge =
                config.realm().map(realm -> "Key realm=\"" + realm + "\"").orElse("Key");
    }

    @Override
    public Step access(Exchange exchange) {
        if (!config.runOnPreflight() && exchange.request().method().equals("OPTIONS")) {
            return Step.NEXT;
        }
        if (anonymous.isSatisfied(exchange)) {
            return Step.NEXT;
        }
        // the usual key is in a header or the query under the first name: then the body need not be read
        String first = config.keyNames().get(0);
        List<String> values = outsideBody(exchange, first);
        if (!values.isEmpty() || !config.keyInBody()) {
            return decide(exchange, Optional.empty());
        }
        return Step.await(exchange.request().body(MAX_BODY).handle((body, failure) -> {
            if (failure != null) {
                LOG.info("cannot search the request body for a key: {}", failure.getMessage());
                return decide(exchange, Optional.empty());
            }
            String contentType = exchange.request().header("Content-Type").orElse("");
            return decide(exchange, BodyArguments.parse(contentType, body));
        }));
    }

    private Step decide(Exchange exchange, Optional<BodyArguments> body) {
        Optional<PresentedKey> presented = find(exchange, body);
        if (presented.isEmpty()) {
            return refuse(exchange, NO_KEY);
        }
        PresentedKey key = presented.get();
        if (key.values().size() > 1) {
            return refuse(exchange, "Duplicate API key found");
        }
        if (config.hideCredentials()) {
            hide(exchange, key.name(), body);
        }
        if (key.values().get(0).isEmpty()) {
            return refuse(exchange, NO_KEY);
        }
        Optional<Credential> credential =
                context.credential(KeyAuthType.BY_KEY, key.values().get(0));
        Optional<Consumer> consumer = credential.flatMap(found -> context.consumer(found.consumerId()));
        if (consumer.isEmpty()) {
            return refuse(exchange, "Unauthorized");
        }
        exchange.authenticate(consumer, credential, false);
        return Step.NEXT;
    }

    /** A key as the client gave it, and the name under which it stood. */
    private record PresentedKey(String name, List<String> values) {}

    private Optional<PresentedKey> find(Exchange exchange, Optional<BodyArguments> body) {
        for (String name : config.keyNames()) {
            List<String> values = outsideBody(exchange, name);
            if (values.isEmpty() && body.isPresent()) {
                values = body.get().values(name);
            }
            if (!values.isEmpty()) {
                return Optional.of(new PresentedKey(name, values));
            }
        }
        return Optional.empty();
    }

    private List<String> outsideBody(Exchange exchange, String name) {
        List<String> values = List.of();
        if (config.keyInHeader()) {
            values = exchange.request().headers(name);
        }
        if (values.isEmpty() && config.keyInQuery()) {
            values = exchange.request().query().values(name);
        }
        return values;
    }

    private void hide(Exchange exchange, String name, Optional<BodyArguments> body) {
        exchange.upstreamRequest().removeHeader(name);
        if (exchange.request().query().has(name)) {
            exchange.upstreamRequest()
                    .rawQuery(exchange.request().query().without(name).encode());
        }
        body.filter(arguments -> !arguments.values(name).isEmpty())
                .ifPresent(arguments -> exchange.upstreamRequest().body(arguments.without(name)));
    }

    private Step refuse(Exchange exchange, String message) {
        return anonymous.or(exchange, context, Reply.error(401, message).withHeader("WWW-Authenticate", challenge));
    }
}
