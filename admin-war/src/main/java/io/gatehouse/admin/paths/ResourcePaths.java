package io.gatehouse.admin.paths;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which paths and methods resource classes have, by their annotations. Sub-resource locators are not followed. */
public final class ResourcePaths {

    private ResourcePaths() {}

    /** The methods by path; a resource without methods of its own counts as nothing. */
    public static Map<String, Set<String>> of(Collection<Class<?>> resources) {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Class<?> resource : resources) {
            Path root = resource.getAnnotation(Path.class);
            if (root != null) {
                for (Method method : resource.getMethods()) {
                    verb(method)
                            .ifPresent(verb -> methods.computeIfAbsent(
                                            join(root.value(), method.getAnnotation(Path.class)),
                                            path -> new TreeSet<>())
                                    .add(verb));
                }
            }
        }
        return methods;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                // every path has it
                .filter(verb -> !verb.equals(HttpMethod.OPTIONS))
                .findFirst();
    }

    private static String join(String root, Path rest) {
        if (rest == null) {
            return root;
        }
        return root.endsWith("/") ? root + rest.value() : root + "/" + rest.value();
    }
}
