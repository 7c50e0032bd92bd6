package io.gatehouse.admin.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health} and its parts, in the format of MicroProfile Health 4.0 §3, on the status listener. The server's own
 * endpoint for them would be on every port.
 */
@Path("/health")
@RequestScoped
public class HealthResource {
    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);

    @Inject
    @Any
    private Instance<HealthCheck> checks;

    @GET
    public Response all() {
        return answer(
                Stream.<Annotation>of(Liveness.Literal.INSTANCE, Readiness.Literal.INSTANCE, Startup.Literal.INSTANCE));
    }

    @GET
    @Path("live")
    public Response live() {
        return answer(Stream.<Annotation>of(Liveness.Literal.INSTANCE));
    }

    @GET
    @Path("ready")
    public Response ready() {
        return answer(Stream.<Annotation>of(Readiness.Literal.INSTANCE));
    }

    @GET
    @Path("started")
    public Response started() {
        return answer(Stream.<Annotation>of(Startup.Literal.INSTANCE));
    }

    private Response answer(Stream<Annotation> kinds) {
        List<HealthCheckResponse> results = kinds.flatMap(kind -> checks.select(kind).stream())
                .map(HealthResource::call)
                .toList();
        boolean up = results.stream().allMatch(result -> result.getStatus() == HealthCheckResponse.Status.UP);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("status", up ? "UP" : "DOWN");
        ArrayNode array = document.putArray("checks");
        results.forEach(result -> describe(result, array.addObject()));
        return Response.status(up ? 200 : 503).entity(document).build();
    }

    private static HealthCheckResponse call(HealthCheck check) {
        try {
            return check.call();
        } catch (RuntimeException e) {
            LOG.warn("The health check {} fails", check.getClass().getName(), e);
            return HealthCheckResponse.down(check.getClass().getSimpleName());
        }
    }

    private static void describe(HealthCheckResponse result, ObjectNode target) {
        target.put("name", result.getName());
        target.put("status", result.getStatus().name());
        result.getData().filter(data -> !data.isEmpty()).ifPresent(data -> {
            ObjectNode values = target.putObject("data");
            data.forEach((name, value) -> values.putPOJO(name, value));
        });
    }
}
