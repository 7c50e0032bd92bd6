package io.gatehouse.bench.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The declarative configurations of a soak: what stays, its upstreams, and one route that is another each time. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode lasting;

    Documents(Optional<String> base, Upstreams upstreams) throws JsonProcessingException {
        lasting = base.isPresent() ? (ObjectNode) JSON.readTree(base.get()) : JSON.createObjectNode();
        lasting.put("_format_version", "3.0");
        service("soak-steady", "127.0.0.1", upstreams.steadyPort(), "/steady");
        service("soak-shaky", "soak-shaky", 80, "/shaky").put("retries", 5).put("connect_timeout", 2000);
        service("soak-broken", "127.0.0.1", upstreams.brokenPort(), "/broken").put("read_timeout", 2000);
        ObjectNode upstream = lasting.withArray("/upstreams")
                .addObject()
                .put("name", "soak-shaky")
                .put("algorithm", "least-connections");
        ArrayNode targets = upstream.putArray("targets");
        targets.addObject().put("target", "127.0.0.1:" + upstreams.shakyPort());
        targets.addObject().put("target", "127.0.0.1:" + upstreams.steadyPort());
        upstream.withObject("/healthchecks/passive/unhealthy").put("tcp_failures", 3);
        upstream.withObject("/healthchecks/active").put("http_path", "/steady/small");
        upstream.withObject("/healthchecks/active/healthy").put("interval", 1).put("successes", 1);
        upstream.withObject("/healthchecks/active/unhealthy").put("interval", 1).put("tcp_failures", 2);
    }

    private ObjectNode service(String name, String host, int port, String path) {
        ObjectNode service = lasting.withArray("/services")
                .addObject()
                .put("name", name)
                .put("host", host)
                .put("port", port);
        route(service, name, path);
        return service;
    }

    private static void route(ObjectNode service, String name, String path) {
        ObjectNode route =
                service.withArray("/routes").addObject().put("name", name).put("strip_path", false);
        route.putArray("paths").add(path);
    }

    /** With the route {@code /change/<number>}. */
    String with(int number) {
        ObjectNode document = lasting.deepCopy();
        for (var service : document.withArray("/services")) {
            if (service.path("name").asText().equals("soak-steady")) {
                route((ObjectNode) service, "soak-change", "/change/" + number + "/");
            }
        }
        return document.toString();
    }
}
