package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Certificates are found by their server names, and their field {@code snis} is a short way to write the rows of
 * {@code snis}. Writers of names take turns, so that two of them cannot both find a name free.
 */
final class CertificateRules implements TypeRules {

    private static final String SNIS = "snis";
    /** Key of the advisory lock of those who write names through certificates; any number that nobody else uses. */
    private static final long TURN = 0x6761_7465_736e_6973L;

    private final KeySql keys;
    private final Clock clock;

    CertificateRules(KeySql keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public EntityKey upsertKey(EntityManager entities, EntityKey key, ObjectNode input) {
        takeTurn(entities);
        if (!(key instanceof EntityKey.Name name)) {
            return key;
        }
        List<String> names = new ArrayList<>();
        if (namesOf(input) != null) {
            names.addAll(namesOf(input));
        }
        if (!names.contains(name.value())) {
            names.add(name.value());
        }
        names.forEach(input.putArray(SNIS)::add);
        UUID existing = owners(entities, Set.of(name.value())).get(name.value());
        return EntityKey.id(existing == null ? idIn(input) : existing);
    }

    @Override
    public void checkInput(EntityManager entities, ObjectNode input, Optional<UUID> id) {
        if (id.isEmpty() && input.path(SNIS).isTextual()) {
            // only what exists or has its key in the path may have a name without a list; the schema objects
            return;
        }
        List<String> names = namesOf(input);
        if (names == null || names.isEmpty()) {
            return;
        }
        // in their order, which decides about which of several bad names is told
        Set<String> distinct = new TreeSet<>();
        for (String name : names) {
            if (!distinct.add(name)) {
                throw EntityException.schemaViolation(SNIS, name + " is duplicated");
            }
        }
        distinct.forEach(keys::checkServerName);
        takeTurn(entities);
        Map<String, UUID> owners = owners(entities, distinct);
        for (String name : distinct) {
            UUID owner = owners.get(name);
            if (owner != null && !Optional.of(owner).equals(id)) {
                throw EntityException.schemaViolation(
                        SNIS, name + " already associated with existing certificate '" + owner + "'");
            }
        }
        names.forEach(input.putArray(SNIS)::add);
    }

    @Override
    public void store(EntityManager entities, UUID id, ObjectNode input, Write write) {
        if (write == Write.PATCH && !input.has(SNIS)) {
            return;
        }
        List<String> names = namesOf(input) == null ? List.of() : namesOf(input);
        String list = ArrayLiteral.of(names);
        if (write != Write.CREATE) {
            new SqlStatement("DELETE FROM sni WHERE certificate_id = ")
                    .value(id, "uuid")
                    .add(" AND name <> ALL (")
                    .value(list, "text[]")
                    .add(")")
                    .execute(entities);
        }
        if (!names.isEmpty()) {
            String now = clock.instant().toString();
            new SqlStatement("INSERT INTO sni (id, created_at, updated_at, name, certificate_id)"
                            + " SELECT gen_random_uuid(), ")
                    .value(now, "timestamptz(0)")
                    .add(", ")
                    .value(now, "timestamptz(0)")
                    .add(", wanted.name, ")
                    .value(id, "uuid")
                    .add(" FROM unnest(")
                    .value(list, "text[]")
                    .add(") AS wanted (name) WHERE NOT EXISTS (SELECT 1 FROM sni WHERE sni.name = wanted.name)")
                    .execute(entities);
        }
    }

    @Override
    public void complete(EntityManager entities, List<ObjectNode> documents) {
        Map<String, ArrayNode> namesById = new HashMap<>();
        documents.forEach(document -> namesById.put(document.path("id").textValue(), document.putArray(SNIS)));
        if (namesById.isEmpty()) {
            return;
        }
        new SqlStatement("SELECT certificate_id, name FROM sni WHERE certificate_id = ANY (")
                .value(ArrayLiteral.of(namesById.keySet()), "uuid[]")
                .add(") ORDER BY name")
                .tuples(entities)
                .forEach(sni -> namesById.get(sni[0].toString()).add((String) sni[1]));
    }

    /**
     * Removes the names of a certificate that is still in use. The reference removes them before it asks for the
     * certificate, and does not bring them back when that is refused; clients have come to rely on it, so this is the one
     * refusal that changes something.
     */
    @Override
    public void afterRefusedDelete(EntityManager entities, EntityKey key) {
        SqlStatement sql = new SqlStatement("DELETE FROM sni WHERE certificate_id = ");
        if (key instanceof EntityKey.Id id) {
            sql.value(id.id(), "uuid");
        } else if (key instanceof EntityKey.Name name) {
            sql.add("(SELECT certificate_id FROM sni WHERE name = ")
                    .value(name.value(), "text")
                    .add(")");
        }
        sql.execute(entities);
    }

    private static void takeTurn(EntityManager entities) {
        new SqlStatement("SELECT 1 FROM pg_advisory_xact_lock(")
                .value(TURN, "bigint")
                .add(")")
                .values(entities);
    }

    private static Map<String, UUID> owners(EntityManager entities, Set<String> names) {
        Map<String, UUID> owners = new HashMap<>();
        new SqlStatement("SELECT name, certificate_id FROM sni WHERE name = ANY (")
                .value(ArrayLiteral.of(names), "text[]")
                .add(")")
                .tuples(entities)
                .forEach(sni -> owners.put((String) sni[0], (UUID) sni[1]));
        return owners;
    }

    /** The id that the body gives a new certificate, or a random one; the schema checks the body's. */
    private static UUID idIn(ObjectNode input) {
        String id = input.path("id").asText();
        return EntityKey.isId(id) ? UUID.fromString(id) : UUID.randomUUID();
    }

    /** The names in the input, a single one also without a list; null when there are none or the schema will object. */
    private static List<String> namesOf(ObjectNode input) {
        JsonNode value = input.path(SNIS);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
            return null;
        }
        return value.valueStream().map(JsonNode::textValue).toList();
    }
}
