package io.gatehouse.cluster.entity;

import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** A CA certificate stays while a service or a plugin lists it; lists are no references that the database guards. */
final class CaCertificateRules implements TypeRules {

    @Override
    public void checkDelete(EntityManager entities, EntityKey key) {
        if (key instanceof EntityKey.Id id) {
            refuse(
                    entities,
                    id.id(),
                    "services",
                    new SqlStatement("SELECT id FROM service WHERE ca_certificates @> ARRAY[")
                            .value(id.id(), "uuid")
                            .add("] ORDER BY id LIMIT 1"));
            refuse(
                    entities,
                    id.id(),
                    "plugins",
                    new SqlStatement("SELECT id FROM plugin WHERE config -> 'ca_certificates' @> to_jsonb(")
                            .value(id.id(), "text")
                            .add(") ORDER BY id LIMIT 1"));
        }
    }

    private static void refuse(EntityManager entities, UUID id, String type, SqlStatement search) {
        search.values(entities).stream().findFirst().ifPresent(user -> {
            throw EntityException.referencedByOthers(
                    "ca certificate " + id + " is still referenced by " + type + " (id = " + user + ")");
        });
    }
}
