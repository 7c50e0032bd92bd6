package io.gatehouse.admin.wasm;

import io.gatehouse.model.admin.errors.MessageException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Set;

/** {@code /routes/my-route/filters}: known below only. */
public class FiltersOfRoute {
    private static final Set<String> VIEWS = Set.of("all", "enabled", "disabled");

    @Path("{view}")
    public WithoutWasm view(@PathParam("view") String view) {
        if (!VIEWS.contains(view)) {
            throw MessageException.notFound();
        }
        return new WithoutWasm();
    }
}
