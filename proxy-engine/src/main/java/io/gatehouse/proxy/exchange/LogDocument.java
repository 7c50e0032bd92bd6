package io.gatehouse.proxy.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.plugin.ClientResponse.Source;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The log document of an HTTP exchange, in the form that consumers of Kong's logs know. */
final class LogDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> REDACTED = Set.of("authorization", "proxy-authorization");

    private final HttpExchange exchange;
    private final LogEntry entry;
    private final RequestHead head;
    private final Optional<String> workspace;

    LogDocument(HttpExchange exchange, LogEntry entry) {
        this.exchange = exchange;
        this.entry = entry;
        this.head = exchange.head();
        this.workspace = exchange.routing().config().workspace();
    }

    ObjectNode build() {
        ObjectNode document = JSON.objectNode();
        document.set("request", request());
        document.set("response", response());
        document.set("latencies", latencies());
        document.put("upstream_uri", upstreamUri());
        document.put("upstream_status", exchange.upstreamStatuses());
        if (exchange.routing().match().isPresent()) {
            document.set("tries", tries());
            document.set("route", entity(exchange.routing().route().document()));
            exchange.plugins().service().ifPresent(service -> document.set("service", entity(service.document())));
        }
        exchange.plugins().consumer().ifPresent(consumer -> document.set("consumer", entity(consumer.document())));
        exchange.plugins().credential().ifPresent(credential -> {
            ObjectNode entity = document.putObject("authenticated_entity");
            entity.put("id", credential.id());
        });
        document.put("client_ip", exchange.clientAddressText());
        document.put("started_at", exchange.startedAtMillis());
        document.put("source", exchange.response().source() == Source.SERVICE ? "upstream" : "kong");
        workspace.ifPresent(id -> document.put("workspace", id));
        document.put("workspace_name", "default");
        exchange.plugins().logFields().forEach(document::set);
        return document;
    }

    private ObjectNode entity(ObjectNode document) {
        return EntityDocument.logged(document, workspace);
    }

    private ObjectNode request() {
        ObjectNode request = JSON.objectNode();
        request.put("id", exchange.requestId());
        request.put("method", head.method());
        request.put("uri", head.target());
        request.put(
                "url",
                exchange.client().scheme() + "://" + exchange.origin().host() + ":"
                        + exchange.client().port() + exchange.origin().rawTarget());
        request.set("querystring", queryString());
        request.set("headers", requestHeaders());
        request.put("size", entry.requestBytes());
        if (exchange.client().secure()) {
            ObjectNode tls = request.putObject("tls");
            tls.put("version", exchange.client().tlsVersion());
            tls.put("cipher", exchange.client().tlsCipher());
            tls.put("client_verify", "NONE");
        }
        return request;
    }

    private ObjectNode queryString() {
        ObjectNode query = JSON.objectNode();
        for (QueryString.Argument argument : exchange.request().query().arguments()) {
            append(
                    query,
                    argument.name(),
                    argument.value().<JsonNode>map(TextNode::valueOf).orElse(BooleanNode.TRUE));
        }
        return query;
    }

    private ObjectNode requestHeaders() {
        ObjectNode headers = JSON.objectNode();
        HeaderBlock block = head.headers();
        HeaderEdits edits = exchange.upstreamChanges().headers();
        for (int line = 0; line < block.count(); line++) {
            if (!edits.removes(block, line)) {
                header(headers, block.name(line), block.value(line));
            }
        }
        for (int i = 0; i < edits.added(); i++) {
            header(headers, edits.name(i), edits.value(i));
        }
        return headers;
    }

    private static void header(ObjectNode headers, String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        append(headers, key, TextNode.valueOf(REDACTED.contains(key) ? "REDACTED" : value));
    }

    /** Repeated keys become an array. */
    private static void append(ObjectNode target, String key, JsonNode value) {
        JsonNode known = target.get(key);
        if (known == null) {
            target.set(key, value);
        } else if (known instanceof ArrayNode array) {
            array.add(value);
        } else {
            target.set(key, JSON.arrayNode().add(known).add(value));
        }
    }

    private ObjectNode response() {
        ObjectNode response = JSON.objectNode();
        response.put("status", exchange.response().status());
        ObjectNode headers = response.putObject("headers");
        exchange.sentHead().lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                append(
                        headers,
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        TextNode.valueOf(line.substring(colon + 1).trim()));
            }
        });
        response.put("size", entry.responseBytes());
        return response;
    }

    private ObjectNode latencies() {
        ObjectNode latencies = JSON.objectNode();
        latencies.put("request", entry.requestMillis());
        latencies.put("kong", entry.gatewayMillis());
        latencies.put("proxy", entry.upstreamMillis());
        latencies.put(
                "receive", entry.upstreamMillis() < 0 ? 0 : exchange.timings().receiveMillis());
        return latencies;
    }

    private String upstreamUri() {
        if (exchange.routing().match().isEmpty()) {
            return "";
        }
        String path = exchange.routing().upstreamPath().isEmpty()
                ? exchange.routing()
                        .match()
                        .get()
                        .upstreamPath(exchange.routing().path())
                : exchange.routing().upstreamPath();
        String query = exchange.upstreamChanges().query();
        if (query != null) {
            return query.isEmpty() ? path : path + "?" + query;
        }
        return head.hasQuery() ? path + "?" + head.rawQuery() : path;
    }

    private ArrayNode tries() {
        ArrayNode array = JSON.arrayNode();
        List<UpstreamTry> tries = exchange.tries().all();
        for (UpstreamTry each : tries) {
            ObjectNode node = array.addObject();
            node.put("ip", each.endpoint.ip());
            node.put("port", each.endpoint.port());
            node.put("balancer_start", exchange.worker().epochMillis(each.balancerStartNanos));
            node.put("balancer_start_ns", exchange.worker().epochNanos(each.balancerStartNanos));
            long latency = each.balancerEndNanos - each.balancerStartNanos;
            node.put("balancer_latency", TimeUnit.NANOSECONDS.toMillis(latency));
            node.put("balancer_latency_ns", latency);
            // of the last try only when there were no more to be had: as readers of such logs know it
            if (each.failed
                    && (each != tries.get(tries.size() - 1) || !exchange.tries().mayTryAgain())) {
                node.put("state", "failed");
                node.put("code", each.status);
            }
        }
        return array;
    }
}
