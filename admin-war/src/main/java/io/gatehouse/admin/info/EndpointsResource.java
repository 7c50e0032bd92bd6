package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.paths.ResourcePaths;
import io.gatehouse.admin.status.ListenerGate;
import io.gatehouse.model.admin.paths.AdminPaths;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** {@code /endpoints}: every path that the Admin API knows, from the catalog and from the resources themselves. */
@Path("/endpoints")
@RequestScoped
public class EndpointsResource {

    @Inject
    private AdminPaths paths;

    @Inject
    @Any
    private Instance<Object> beans;

    @GET
    public ObjectNode read() {
        TreeSet<String> all = new TreeSet<>(bySegments());
        paths.entityPaths().forEach(path -> all.add(path.template()));
        all.addAll(paths.views());
        all.addAll(paths.closed());
        List<Class<?>> resources = beans.handlesStream()
                .<Class<?>>map(handle -> handle.getBean().getBeanClass())
                .toList();
        ResourcePaths.of(resources).keySet().stream()
                .filter(path -> !ListenerGate.isOnStatusListenerOnly(path) && !path.equals(RobotsResource.PATH))
                .forEach(all::add);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        all.forEach(document.putArray("data")::add);
        return document;
    }

    private static Comparator<String> bySegments() {
        return (left, right) -> Arrays.compare(left.split("/"), right.split("/"));
    }
}
