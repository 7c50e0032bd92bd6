package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates, reads, changes and deletes entities. Documents are those of the Admin API: foreign keys as {@code {"id": …}}
 * (on input also {@code {"<endpoint key>": …}}), every field of the schema present in answers, {@code ttl} in remaining
 * seconds.
 *
 * <p>Each call is one transaction of a fixed, small number of SQL statements; a refused document changes nothing.
 * Refusals are {@link io.gatehouse.model.error.EntityException}s; a database that does not answer is a
 * {@link io.gatehouse.cluster.store.StoreException}. Calls block; implementations are safe for use by many threads.
 *
 * <p>A {@link Parent} restricts a call to the children of one entity. Where it does not exist, {@link #find} and
 * {@link #delete} answer as for an absent child; the other methods throw code 6.
 */
public interface EntityService {

    /**
     * One page of entities.
     *
     * @throws io.gatehouse.model.error.EntityException code 7 when the offset is not one; code 6 when the query's parent
     *     does not exist
     */
    Page list(EntityType type, ListQuery query);

    /**
     * The entity with this key.
     *
     * @throws io.gatehouse.model.error.EntityException code 10 when the key cannot be one
     */
    Optional<ObjectNode> find(EntityType type, EntityKey key, Optional<Parent> parent);

    /** Creates an entity and answers it complete; with a parent, the reference to it is set whatever the document says. */
    ObjectNode create(EntityType type, ObjectNode document, Optional<Parent> parent);

    /**
     * Replaces the entity with this key or creates it; atomic also against parallel calls. The key wins over the same
     * field of the document. With a parent, an entity of another parent is moved here.
     *
     * <p>Targets are only ever replaced: an absent one is code 6.
     */
    ObjectNode upsert(EntityType type, EntityKey key, ObjectNode document, Optional<Parent> parent);

    /**
     * Merges a patch into an entity; parallel patches take effect one after the other, none is lost.
     *
     * @throws io.gatehouse.model.error.EntityException code 6 when there is no such entity
     */
    ObjectNode update(EntityType type, EntityKey key, ObjectNode patch, Optional<Parent> parent);

    /**
     * Replaces the entity that another one refers to; where the reference is unset, creates an entity and sets it. Both
     * happen or neither.
     *
     * @param type type of the entity that refers, {@code routes} in {@code /routes/a/service}
     * @param field its field that refers, {@code service}
     * @param target type of the entity referred to, whose document is given
     * @return the entity referred to
     * @throws io.gatehouse.model.error.EntityException code 6 when the entity that refers does not exist
     */
    ObjectNode upsertReferenced(EntityType type, EntityKey key, String field, EntityType target, ObjectNode document);

    /**
     * Deletes an entity with all that its deletion cascades to.
     *
     * @return the id of the entity; empty when there was nothing to delete
     * @throws io.gatehouse.model.error.EntityException code 4 or 19 when other entities still refer to it
     */
    Optional<UUID> delete(EntityType type, EntityKey key, Optional<Parent> parent);
}
