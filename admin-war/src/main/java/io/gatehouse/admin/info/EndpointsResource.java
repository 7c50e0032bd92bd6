package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.paths.AdminPaths;
import io.gatehouse.admin.status.ListenerGate;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;

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
        all.addAll(paths.templates());
        beans.handlesStream()
                .map(handle -> handle.getBean().getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(EndpointsResource::pathsOf)
                .filter(path -> !ListenerGate.isOnStatusListenerOnly(path))
                .forEach(all::add);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        all.forEach(document.putArray("data")::add);
        return document;
    }

    private static Stream<String> pathsOf(Class<?> resource) {
        String root = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getMethods())
                .filter(EndpointsResource::answers)
                .map(method -> method.isAnnotationPresent(Path.class)
                        ? join(root, method.getAnnotation(Path.class).value())
                        : root);
    }

    private static boolean answers(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(
                        annotation -> annotation.annotationType().isAnnotationPresent(jakarta.ws.rs.HttpMethod.class));
    }

    private static String join(String root, String rest) {
        return root.endsWith("/") ? root + rest : root + "/" + rest;
    }

    private static Comparator<String> bySegments() {
        return (left, right) -> Arrays.compare(left.split("/"), right.split("/"));
    }
}
