package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /tags}: a view with the methods of a collection of entities, because clients compare that. */
record TagRoutes(TaggedEntities tagged, Supplier<ConfigTable> table) {

    void addTo(PathTable paths) {
        paths.add(
                "/tags",
                Resource.get(request -> page(request, Optional.empty())).on("POST", request -> {
                    throw EntityException.schemaViolation(
                            "tags", "does not support insert/upsert/update/delete operations");
                }));
        paths.add(
                "/tags/{tags}",
                Resource.get(request -> page(request, Optional.of(request.parameter(0))))
                        .on("PUT", TagRoutes::refuse)
                        .on("PATCH", TagRoutes::refuse)
                        .on("DELETE", TagRoutes::refuse));
    }

    private static AdminAnswer refuse(AdminRequest request) {
        throw MessageException.methodNotAllowed();
    }

    private AdminAnswer page(AdminRequest request, Optional<String> tag) {
        PageRequest page = PageRequest.of(request.query(), false);
        return AdminAnswer.ok(PageDocument.of(
                tagged.list(table.get(), page.query().size(), page.offset(), tag), request.link(), page));
    }
}
