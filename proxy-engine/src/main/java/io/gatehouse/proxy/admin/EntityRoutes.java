package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.paths.EntityPath;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.CustomId;
import io.gatehouse.model.admin.query.EntityDocuments;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import java.util.Optional;
import java.util.UUID;

/** The paths of entities, one resource for each kind of path. */
final class EntityRoutes {
    private final AdminPaths paths;
    private final DeclaredEntities entities;
    private final RefusedWrites writes;
    private final EntityDocuments documents;

    EntityRoutes(AdminPaths paths, DeclaredEntities entities, RefusedWrites writes, EntityDocuments documents) {
        this.paths = paths;
        this.entities = entities;
        this.writes = writes;
        this.documents = documents;
    }

    void addTo(PathTable table) {
        for (String closed : paths.closed()) {
            boolean collection = closed.indexOf('{') < 0;
            table.add(closed, closed(collection ? new String[] {"GET", "POST", "OPTIONS"} : EntityMethods.ALL));
        }
        for (EntityPath path : paths.entityPaths()) {
            if (path.type().name().equals("filter_chains")) {
                table.add(path.template(), withoutWasm());
                continue;
            }
            switch (path.kind()) {
                case COLLECTION -> table.add(path.template(), collection(path.type()));
                case ENTITY -> table.add(path.template(), entity(path.type()));
                case CHILDREN -> addChildren(table, path);
                case CHILD -> table.add(path.template(), child(path.type(), reference(path)));
                case REFERENCED -> table.add(path.template(), referenced(path));
            }
        }
        paths.views().stream()
                .filter(view -> view.startsWith("/routes/"))
                .forEach(view -> table.add(view, withoutWasm()));
    }

    /** The methods of a path to an entity. */
    private static final class EntityMethods {
        private static final String[] ALL = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS"};
    }

    /** From the request to the parent that its path names first. */
    private record Reference(EntityType parent, String field) {
        Parent of(AdminRequest request) {
            return new Parent(parent, field, EntityKey.parse(parent, request.parameter(0)));
        }
    }

    private Reference reference(EntityPath path) {
        EntityType owner = path.owner().orElseThrow();
        String segment = path.template().split("/")[3];
        return new Reference(
                owner, paths.children(owner, segment).orElseThrow().reference().field());
    }

    private static Resource closed(String... methods) {
        return Resource.always(
                request -> {
                    throw MessageException.notFound();
                },
                methods);
    }

    private static Resource withoutWasm() {
        return Resource.always(
                request -> {
                    throw MessageException.withoutWasm();
                },
                "GET",
                "POST",
                "PUT",
                "PATCH",
                "DELETE",
                "OPTIONS");
    }

    private Resource collection(EntityType type) {
        return Resource.get(request -> AdminAnswer.ok(list(type, request))).on("POST", request -> {
            throw writes.create(type, documents.whole(type, request.body()), Optional.empty());
        });
    }

    private ObjectNode list(EntityType type, AdminRequest request) {
        Optional<EntityKey> wanted = type.name().equals("consumers") ? CustomId.of(request.query()) : Optional.empty();
        PageRequest page = PageRequest.of(request.query(), type.taggable());
        Page found = wanted.map(key -> new Page(
                        entities.find(type, key, Optional.empty()).stream().toList(), Optional.empty()))
                .orElseGet(() -> entities.list(type, page.query()));
        return PageDocument.of(found, request.link(), page);
    }

    private Resource entity(EntityType type) {
        return Resource.get(request -> {
                    EntityKey key = EntityKey.parse(type, request.parameter(0));
                    return AdminAnswer.ok(entities.find(type, key, Optional.empty())
                            .orElseThrow(() -> Absence.whenReading(type, key)));
                })
                .on("PUT", request -> {
                    EntityKey key = EntityKey.parse(type, request.parameter(0));
                    throw writes.upsert(type, key, documents.whole(type, request.body()), Optional.empty());
                })
                .on("PATCH", request -> {
                    EntityKey key = EntityKey.parse(type, request.parameter(0));
                    if (type.name().equals("plugins") || Absence.isServerName(key)) {
                        throw Absence.plainly(key, () -> update(type, key, request, Optional.empty()));
                    }
                    throw update(type, key, request, Optional.empty());
                })
                .on("DELETE", request -> {
                    EntityKey key = EntityKey.parse(type, request.parameter(0));
                    return delete(type, key, Optional.empty(), Absence.isServerName(key));
                });
    }

    private RuntimeException update(EntityType type, EntityKey key, AdminRequest request, Optional<Parent> parent) {
        RequestBody body = request.body();
        ObjectNode patch = documents.patch(type, body, () -> entities.find(type, key, parent));
        return writes.update(type, key, patch, parent);
    }

    private AdminAnswer delete(EntityType type, EntityKey key, Optional<Parent> parent, boolean absenceMatters) {
        if (entities.find(type, key, parent).isPresent()) {
            throw writes.delete(type, key);
        }
        if (absenceMatters) {
            throw Absence.plain(parent.map(Parent::key).orElse(key));
        }
        return AdminAnswer.empty(204);
    }

    private void addChildren(PathTable table, EntityPath path) {
        Reference reference = reference(path);
        EntityType type = path.type();
        boolean targets = type.name().equals("targets");
        if (targets) {
            table.add(
                    path.template() + "/all",
                    Resource.get(request -> children(type, reference, request, PageRequest.of(request.query(), true))));
        }
        table.add(
                path.template(),
                Resource.get(request -> children(
                                type,
                                reference,
                                request,
                                targets
                                        ? PageRequest.newestFirst(request.query())
                                        : PageRequest.of(request.query(), type.taggable())))
                        .on("POST", request -> {
                            Parent parent = reference.of(request);
                            throw Absence.plainly(
                                    parent.key(),
                                    () -> writes.create(
                                            type, documents.whole(type, request.body()), Optional.of(parent)));
                        }));
    }

    private AdminAnswer children(EntityType type, Reference reference, AdminRequest request, PageRequest page) {
        return AdminAnswer.ok(page(type, reference.of(request), request, page));
    }

    /** The page of targets of an upstream, latest first, that was asked for. */
    ObjectNode targets(AdminRequest request) {
        return page(targetType(), targetsOf().of(request), request, PageRequest.newestFirst(request.query()));
    }

    /** The target that the path names second, of the upstream that it names first. */
    Optional<ObjectNode> target(AdminRequest request) {
        EntityKey key = EntityKey.parseNested(targetType(), request.parameter(1));
        return entities.find(targetType(), key, Optional.of(targetsOf().of(request)));
    }

    private EntityType targetType() {
        return paths.children(upstreamType(), "targets").orElseThrow().type();
    }

    private EntityType upstreamType() {
        return paths.collection("upstreams").orElseThrow();
    }

    private Reference targetsOf() {
        return new Reference(
                upstreamType(),
                paths.children(upstreamType(), "targets")
                        .orElseThrow()
                        .reference()
                        .field());
    }

    private ObjectNode page(EntityType type, Parent parent, AdminRequest request, PageRequest page) {
        Page found = Absence.plainly(
                parent.key(), () -> entities.list(type, page.query().under(parent)));
        return PageDocument.nested(found, request.link(), page);
    }

    private Resource child(EntityType type, Reference reference) {
        return Resource.get(request -> {
                    Parent parent = reference.of(request);
                    EntityKey key = EntityKey.parseNested(type, request.parameter(1));
                    return AdminAnswer.ok(entities.find(type, key, Optional.of(parent))
                            .orElseThrow(() -> Absence.plain(parent.key())));
                })
                .on("PUT", request -> {
                    Parent parent = reference.of(request);
                    EntityKey key = EntityKey.parseNested(type, request.parameter(1));
                    throw Absence.plainly(
                            parent.key(),
                            () -> writes.upsert(type, key, documents.whole(type, request.body()), Optional.of(parent)));
                })
                .on("PATCH", request -> {
                    Parent parent = reference.of(request);
                    EntityKey key = EntityKey.parseNested(type, request.parameter(1));
                    throw Absence.plainly(parent.key(), () -> update(type, key, request, Optional.of(parent)));
                })
                .on("DELETE", request -> {
                    Parent parent = reference.of(request);
                    EntityKey key = EntityKey.parseNested(type, request.parameter(1));
                    return delete(type, key, Optional.of(parent), true);
                });
    }

    private Resource referenced(EntityPath path) {
        EntityType owner = path.owner().orElseThrow();
        EntityType type = path.type();
        String field = path.template().split("/")[3];
        return Resource.get(request -> AdminAnswer.ok(entities.find(
                                type,
                                target(owner, field, request).orElseThrow(MessageException::notFound),
                                Optional.empty())
                        .orElseThrow(MessageException::notFound)))
                .on("PUT", request -> {
                    ObjectNode document = documents.whole(type, request.body());
                    EntityKey key = target(owner, field, request).orElseGet(() -> EntityKey.id(UUID.randomUUID()));
                    throw writes.upsert(type, key, document, Optional.empty());
                })
                .on("PATCH", request -> {
                    EntityKey key = target(owner, field, request).orElseThrow(MessageException::notFound);
                    throw Absence.plainly(key, () -> update(type, key, request, Optional.empty()));
                })
                .on("DELETE", request -> {
                    throw target(owner, field, request).isPresent()
                            ? MessageException.methodNotAllowed()
                            : MessageException.notFound();
                });
    }

    /** The key of what an entity refers to; empty when the field is unset. */
    private Optional<EntityKey> target(EntityType owner, String field, AdminRequest request) {
        JsonNode value = entities.find(owner, EntityKey.parse(owner, request.parameter(0)), Optional.empty())
                .orElseThrow(MessageException::notFound)
                .path(field);
        return value.isObject()
                ? Optional.of(EntityKey.id(UUID.fromString(value.path("id").asText())))
                : Optional.empty();
    }
}
