package io.gatehouse.model.admin.paths;

import io.gatehouse.model.admin.paths.EntityPath.Kind;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which entities stand under which path segments, derived from the catalog: a type has a collection of its own, one under
 * every type it refers to, and each of its references is a path of its own. Immutable and thread-safe.
 */
public final class AdminPaths {
    /** References that are no path, as {@code type.field}: on the wire of stock control planes they never were. */
    private static final Set<String> CLOSED_REFERENCES = Set.of("snis.certificate");

    private static final List<String> VIEWS = List.of(
            "/upstreams/{upstreams}/health",
            "/upstreams/{upstreams}/targets/all",
            "/routes/{routes}/filters/all",
            "/routes/{routes}/filters/enabled",
            "/routes/{routes}/filters/disabled");

    private static final List<String> CLOSED =
            List.of("/snis/{snis}/certificate", "/targets", "/targets/{targets}", "/targets/{targets}/upstream");

    private final Map<String, EntityType> collections;
    private final Map<String, Map<String, Child>> children;
    private final Map<String, Map<String, Reference>> references;

    /**
     * The children of an entity, one path segment below it.
     *
     * @param reference the children's field that refers to the entity
     */
    public record Child(EntityType type, ForeignKey reference) {}

    /**
     * The entity that another one refers to.
     *
     * @param field the field of the referring entity
     * @param target type of the entity referred to
     */
    public record Reference(String field, EntityType target) {}

    /** The paths of the types in a catalog. */
    public AdminPaths(EntityCatalog catalog) {
        collections = new LinkedHashMap<>();
        children = new HashMap<>();
        references = new HashMap<>();
        List<EntityType> visible =
                catalog.types().stream().filter(type -> !type.internal()).toList();
        for (EntityType type : visible) {
            if (!type.nestedOnly()) {
                collections.put(type.path(), type);
            }
            for (ForeignKey key : type.foreignKeys()) {
                catalog.type(key.references())
                        .filter(visible::contains)
                        .ifPresent(target -> connect(type, key, target));
            }
        }
    }

    private void connect(EntityType type, ForeignKey key, EntityType target) {
        children.computeIfAbsent(target.name(), name -> new LinkedHashMap<>())
                .put(type.nestedPath(), new Child(type, key));
        if (!type.nestedOnly() && !CLOSED_REFERENCES.contains(type.name() + "." + key.field())) {
            references
                    .computeIfAbsent(type.name(), name -> new LinkedHashMap<>())
                    .put(key.field(), new Reference(key.field(), target));
        }
    }

    /** The type whose collection is {@code /<segment>}. */
    public Optional<EntityType> collection(String segment) {
        return Optional.ofNullable(collections.get(segment));
    }

    /** The children under {@code /<parents>/<key>/<segment>}. */
    public Optional<Child> children(EntityType parent, String segment) {
        return Optional.ofNullable(
                children.getOrDefault(parent.name(), Map.of()).get(segment));
    }

    /** The entity under {@code /<children>/<key>/<segment>}. */
    public Optional<Reference> reference(EntityType type, String segment) {
        return Optional.ofNullable(
                references.getOrDefault(type.name(), Map.of()).get(segment));
    }

    /** All paths of entities. */
    public List<EntityPath> entityPaths() {
        List<EntityPath> all = new ArrayList<>();
        collections.forEach((path, type) -> {
            String entity = "/" + path + "/{" + type.name() + "}";
            all.add(new EntityPath("/" + path, Kind.COLLECTION, type, Optional.empty()));
            all.add(new EntityPath(entity, Kind.ENTITY, type, Optional.empty()));
            children.getOrDefault(type.name(), Map.of()).forEach((segment, child) -> {
                String nested = entity + "/" + segment;
                all.add(new EntityPath(nested, Kind.CHILDREN, child.type(), Optional.of(type)));
                all.add(new EntityPath(
                        nested + "/{" + child.type().name() + "}", Kind.CHILD, child.type(), Optional.of(type)));
            });
            references
                    .getOrDefault(type.name(), Map.of())
                    .forEach((field, reference) -> all.add(new EntityPath(
                            entity + "/" + field, Kind.REFERENCED, reference.target(), Optional.of(type))));
        });
        return all;
    }

    /** Paths below entities that show no entity by itself. */
    public List<String> views() {
        return VIEWS;
    }

    /**
     * Paths that would follow from the types like all others, but are closed: they are known, and nothing is ever there.
     * Stock control planes list them, too.
     */
    public List<String> closed() {
        return CLOSED;
    }

    /** Whether {@code /<segment>} is closed. */
    public boolean isClosed(String segment) {
        return CLOSED.contains("/" + segment);
    }

    /** Whether {@code /<children>/<key>/<segment>} is closed. */
    public boolean isClosed(EntityType type, String segment) {
        return CLOSED.contains("/" + type.path() + "/{" + type.name() + "}/" + segment);
    }
}
