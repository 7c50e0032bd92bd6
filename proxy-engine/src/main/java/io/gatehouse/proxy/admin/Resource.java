package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.errors.ErrorAnswer;
import io.gatehouse.model.admin.errors.MessageException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What stands at a path: an action for each method. HEAD and OPTIONS follow from the others. Fixed before the first request. */
final class Resource {
    private final Map<String, Function<AdminRequest, CompletionStage<AdminAnswer>>> actions = new TreeMap<>();

    /** A path whose methods are all answered with the same. */
    static Resource always(Function<AdminRequest, AdminAnswer> action, String... methods) {
        Resource resource = new Resource();
        for (String method : methods) {
            resource.on(method, action);
        }
        return resource;
    }

    static Resource get(Function<AdminRequest, AdminAnswer> action) {
        return new Resource().on("GET", action);
    }

    /** Adds a method that is answered at once. */
    Resource on(String method, Function<AdminRequest, AdminAnswer> action) {
        return later(method, request -> CompletableFuture.completedFuture(action.apply(request)));
    }

    /** Adds a method that other threads answer. */
    Resource later(String method, Function<AdminRequest, CompletionStage<AdminAnswer>> action) {
        actions.put(method, action);
        return this;
    }

    /**
     * Answers a request.
     *
     * @param headersAskedFor {@code Access-Control-Request-Headers} of a preflight
     */
    CompletionStage<AdminAnswer> answer(AdminRequest request, Optional<String> headersAskedFor) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (actions.containsKey(method)) {
            return actions.get(method).apply(request);
        }
        if (method.equals("OPTIONS")) {
            return CompletableFuture.completedFuture(preflight(headersAskedFor));
        }
        MessageException refusal = MessageException.methodNotAllowed();
        return CompletableFuture.completedFuture(AdminAnswer.error(ErrorAnswer.of(refusal))
                // RFC 9110 §15.5.6
                .with(Map.of("Allow", methods())));
    }

    private AdminAnswer preflight(Optional<String> headersAskedFor) {
        return AdminAnswer.empty(204)
                .with(Map.of(
                        "Allow", methods(),
                        "Access-Control-Allow-Methods", methods(),
                        "Access-Control-Allow-Headers", headersAskedFor.orElse("Content-Type")));
    }

    private String methods() {
        TreeMap<String, Boolean> names = new TreeMap<>();
        actions.keySet().forEach(name -> names.put(name, true));
        names.put("OPTIONS", true);
        if (names.containsKey("GET")) {
            names.put("HEAD", true);
        }
        return String.join(", ", names.keySet());
    }
}
