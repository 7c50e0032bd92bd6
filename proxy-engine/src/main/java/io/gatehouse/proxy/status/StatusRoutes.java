package io.gatehouse.proxy.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.plugin.BodyArguments;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.balancer.HealthDocument;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.listener.ProxyStats;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The paths of the status listener. Thread-safe. */
public final class StatusRoutes {
    private static final String UPSTREAMS = "/status/upstreams";

    private final Supplier<ProxyStats> connections;
    private final Supplier<String> configurationHash;
    private final Readiness readiness;
    private final Balancers balancers;
    private final NameResolver names;
    private final Optional<Supplier<String>> metrics;
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * @param balancers know the health of upstreams
     * @param names know what became of look-ups
     * @param metrics the page that Prometheus reads; empty where that plugin is not installed
     */
    public StatusRoutes(
            Supplier<ProxyStats> connections,
            Supplier<String> configurationHash,
            Readiness readiness,
            Balancers balancers,
            NameResolver names,
            Optional<Supplier<String>> metrics) {
        this.balancers = balancers;
        this.names = names;
        this.metrics = metrics;
        this.connections = connections;
        this.configurationHash = configurationHash;
        this.readiness = readiness;
    }

    /** An answer with a JSON document, or a text, or neither. */
    public record Answer(int status, Optional<ObjectNode> body, Optional<Text> text) {
        static Answer json(int status, ObjectNode body) {
            return new Answer(status, Optional.of(body), Optional.empty());
        }

        static Answer text(String contentType, String content) {
            return new Answer(200, Optional.empty(), Optional.of(new Text(contentType, content)));
        }

        static Answer message(int status, String message) {
            return json(status, JsonNodeFactory.instance.objectNode().put("message", message));
        }
    }

    /** A text of another kind. */
    public record Text(String contentType, String content) {}

    /** Answers a request, which stays the caller's. */
    public Answer answer(FullHttpRequest request) {
        String target = request.uri();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        QueryString query = QueryString.parse(question < 0 ? "" : target.substring(question + 1));
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        boolean reading =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return switch (path) {
            case "/status" -> reading ? status(query) : notAllowed();
            case "/status/ready" ->
                reading ? ready() : request.method().equals(HttpMethod.POST) ? drain(request) : notAllowed();
            case "/status/dns" -> reading ? names() : notAllowed();
            case "/metrics" -> metrics.isEmpty() ? notFound() : reading ? page(metrics.get()) : notAllowed();
            case "/robots.txt" -> Answer.text("text/plain", "User-agent: *\nDisallow: /");
            case UPSTREAMS -> reading ? upstreams() : notAllowed();
            default -> path.startsWith(UPSTREAMS + "/") ? reading ? upstream(path) : notAllowed() : notFound();
        };
    }

    private Answer names() {
        return names.statistics()
                .map(statistics -> Answer.json(200, NamesDocument.of(statistics)))
                .orElseGet(() -> Answer.message(501, "not implemented with the legacy DNS client"));
    }

    /** The health of all upstreams. */
    private Answer upstreams() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode data = document.putArray("data");
        balancers.reports().forEach(report -> data.add(HealthDocument.upstream(report)));
        return Answer.json(200, document.putNull("next"));
    }

    /** The health of one, by name or id. */
    private Answer upstream(String path) {
        return balancers
                .report(path.substring(UPSTREAMS.length() + 1))
                .map(report -> Answer.json(200, HealthDocument.upstream(report)))
                .orElseGet(StatusRoutes::notFound);
    }

    private static Answer page(Supplier<String> page) {
        return Answer.text(ExpositionText.CONTENT_TYPE, page.get());
    }

    private static Answer notFound() {
        return Answer.message(404, "Not found");
    }

    private static Answer notAllowed() {
        return Answer.message(405, "Method not allowed");
    }

    private Answer status(QueryString query) {
        SizeFormat sizes;
        try {
            sizes = SizeFormat.parse(first(query, "unit"), first(query, "scale"));
        } catch (IllegalArgumentException badUnit) {
            return Answer.message(400, badUnit.getMessage());
        }
        return Answer.json(200, StatusDocument.of(connections.get(), configurationHash.get(), sizes));
    }

    private static String first(QueryString query, String name) {
        List<String> values = query.values(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    private Answer ready() {
        if (draining.get()) {
            return Answer.message(503, "draining");
        }
        return readiness
                .obstacle()
                .map(obstacle -> Answer.message(503, obstacle))
                .orElseGet(() -> Answer.message(200, "ready"));
    }

    /** Takes the node out of rotation while it goes on serving; there is no way back but a restart. */
    private Answer drain(FullHttpRequest request) {
        String contentType = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        boolean wanted = BodyArguments.parse(contentType, ByteBufUtil.getBytes(request.content()))
                .map(arguments -> arguments.values("status").equals(List.of("draining")))
                .orElse(false);
        if (!wanted) {
            return Answer.message(400, "status: expected 'draining'");
        }
        draining.set(true);
        return new Answer(204, Optional.empty(), Optional.empty());
    }
}
