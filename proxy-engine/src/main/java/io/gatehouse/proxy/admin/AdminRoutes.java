package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.info.CatalogDocuments;
import io.gatehouse.model.admin.info.JvmThreads;
import io.gatehouse.model.admin.input.PathSegments;
import io.gatehouse.proxy.status.StatusRoutes;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** All paths of the Admin API of a node on its own. Thread-safe. */
final class AdminRoutes {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final String ROBOTS = "/robots.txt";
    private static final String VALIDATE = "validate";

    private final PathTable paths = new PathTable();

    /** @param node gives the node document */
    AdminRoutes(
            Resource node,
            CatalogDocuments catalog,
            ConfigRoute config,
            TagRoutes tags,
            LogLevelRoutes logLevels,
            StatusRoutes status,
            UpstreamRoutes upstreams,
            EntityRoutes entities) {
        paths.add("/", node);
        paths.add("/config", config.resource());
        paths.add("/endpoints", Resource.get(request -> AdminAnswer.ok(endpoints())));
        paths.add(
                "/timers",
                Resource.get(request -> AdminAnswer.ok(JvmThreads.now().describe())));
        paths.add(ROBOTS, Resource.get(request -> AdminAnswer.text("text/plain", "User-agent: *\nDisallow: /")));
        paths.add("/status", Resource.get(request -> status(status, request)));
        paths.add("/status/dns", Resource.get(request -> status(status, request)));
        paths.add("/metrics", Resource.get(request -> status(status, request)));
        paths.add("/clustering/data-planes", Resource.get(request -> onControlPlanesOnly()));
        paths.add("/clustering/status", Resource.get(request -> onControlPlanesOnly()));
        paths.add("/cache", new Resource().on("DELETE", request -> AdminAnswer.empty(204)));
        paths.add(
                "/cache/{key}",
                Resource.get(request -> {
                            throw MessageException.notFound();
                        })
                        .on("DELETE", request -> AdminAnswer.empty(204)));
        tags.addTo(paths);
        logLevels.addTo(paths);
        addSchemas(catalog);
        upstreams.addTo(paths);
        entities.addTo(paths);
    }

    private void addSchemas(CatalogDocuments catalog) {
        paths.add("/plugins/enabled", Resource.get(request -> AdminAnswer.ok(catalog.enabledPlugins())));
        paths.add(
                "/plugins/schema/{name}",
                Resource.get(request -> AdminAnswer.ok(catalog.pluginConfiguration(request.parameter(0)))));
        for (String type : new String[] {"plugins", "vaults"}) {
            paths.add("/schemas/" + type + "/" + VALIDATE, validation(catalog, type));
        }
        paths.add(
                "/schemas/plugins/{name}",
                Resource.get(request -> AdminAnswer.ok(catalog.plugin(request.parameter(0)))));
        paths.add(
                "/schemas/vaults/{name}", Resource.get(request -> AdminAnswer.ok(catalog.vault(request.parameter(0)))));
        paths.add(
                "/schemas/filters/{name}",
                Resource.get(request -> AdminAnswer.ok(catalog.filter(request.parameter(0)))));
        paths.add("/schemas/{name}", Resource.get(request -> AdminAnswer.ok(catalog.entity(request.parameter(0)))));
        paths.add(
                "/schemas/{db_entity_name}/" + VALIDATE,
                new Resource()
                        .on(
                                "POST",
                                request -> AdminAnswer.ok(catalog.validate(
                                        request.parameter(0), request.body().document()))));
    }

    private static Resource validation(CatalogDocuments catalog, String type) {
        return new Resource()
                .on(
                        "POST",
                        request -> AdminAnswer.ok(
                                catalog.validate(type, request.body().document())));
    }

    /**
     * Answers a request; refusals are thrown, here or in the stage.
     *
     * @param headersAskedFor {@code Access-Control-Request-Headers} of a preflight
     */
    CompletionStage<AdminAnswer> answer(AdminRequest request, Optional<String> headersAskedFor) {
        boolean takesYaml = request.link().equals("/config");
        if (WITH_BODY.contains(request.method()) && !takesYaml) {
            // before anything is looked for, as stock nodes do
            request.format();
        }
        if (request.path().contains("//")) {
            throw MessageException.notFound();
        }
        PathTable.Match match = paths.find(PathSegments.of(request.path())).orElseThrow(MessageException::notFound);
        return match.resource().answer(request.with(match.values()), headersAskedFor);
    }

    private JsonNode endpoints() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var data = document.putArray("data");
        paths.templates().stream().filter(template -> !template.equals(ROBOTS)).forEach(data::add);
        return document;
    }

    private static AdminAnswer status(StatusRoutes status, AdminRequest request) {
        String target = request.rawQuery().isEmpty() ? request.path() : request.path() + "?" + request.rawQuery();
        StatusRoutes.Answer answer =
                status.answer(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target));
        return answer.text()
                .map(text -> AdminAnswer.text(text.contentType(), text.content()))
                .orElseGet(() -> AdminAnswer.json(answer.status(), answer.body().orElseThrow()));
    }

    private static AdminAnswer onControlPlanesOnly() {
        throw new MessageException(
                400, "this endpoint is only available when Kong is configured to run as Control Plane for the cluster");
    }
}
