package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import java.util.List;

/** A plugin whose protocols the client chose must be able to run where it is put, and what it trusts must exist. */
final class PluginRules implements TypeRules {

    private static final String PROTOCOLS = "protocols";
    private static final String CONFIG = "config";
    private static final String CA_CERTIFICATES = "ca_certificates";

    @Override
    public void checkDocument(EntityManager entities, ObjectNode document, ObjectNode input) {
        if (input.path(CONFIG).isObject()) {
            checkCaCertificates(entities, document.path(CONFIG).path(CA_CERTIFICATES));
        }
        if (input.hasNonNull(PROTOCOLS)) {
            checkProtocols(entities, document);
        }
    }

    /** A list of ids in a configuration is no reference that the database could keep. */
    private static void checkCaCertificates(EntityManager entities, JsonNode wanted) {
        if (!wanted.isArray() || wanted.isEmpty()) {
            return;
        }
        List<?> absent = new SqlStatement("SELECT CAST(wanted AS text) FROM unnest(")
                .value(
                        ArrayLiteral.of(
                                wanted.valueStream().map(JsonNode::textValue).toList()),
                        "uuid[]")
                .add(") wanted WHERE NOT EXISTS (SELECT 1 FROM ca_certificate WHERE id = wanted)")
                .values(entities);
        if (!absent.isEmpty()) {
            ObjectNode errors = JsonNodeFactory.instance.objectNode();
            errors.putObject(CONFIG)
                    .put(
                            CA_CERTIFICATES,
                            "the foreign key '{id=\"" + absent.get(0)
                                    + "\"}' does not reference an existing 'ca_certificates' entity.");
            throw EntityException.schemaViolation(errors);
        }
    }

    private static void checkProtocols(EntityManager entities, ObjectNode document) {
        String protocols = ArrayLiteral.of(
                document.path(PROTOCOLS).valueStream().map(JsonNode::textValue).toList());
        if (document.hasNonNull("route")) {
            checkRoute(entities, document.path("route").path("id").textValue(), protocols);
        } else if (document.hasNonNull("service")) {
            checkService(entities, document.path("service").path("id").textValue(), protocols);
        }
    }

    private static void checkRoute(EntityManager entities, String route, String protocols) {
        List<?> shared = new SqlStatement("SELECT protocols && ")
                .value(protocols, "text[]")
                .add(" FROM route WHERE id = ")
                .value(route, "uuid")
                .values(entities);
        if (shared.contains(false)) {
            throw EntityException.schemaViolation(PROTOCOLS, "must match the associated route's protocols");
        }
    }

    /** A service that has no routes yet takes any plugin. */
    private static void checkService(EntityManager entities, String service, String protocols) {
        Object[] routes = new SqlStatement("SELECT EXISTS (SELECT 1 FROM route WHERE service_id = ")
                .value(service, "uuid")
                .add("), EXISTS (SELECT 1 FROM route WHERE service_id = ")
                .value(service, "uuid")
                .add(" AND protocols && ")
                .value(protocols, "text[]")
                .add(")")
                .tuples(entities)
                .get(0);
        if (routes[0].equals(true) && routes[1].equals(false)) {
            throw EntityException.schemaViolation(
                    PROTOCOLS, "must match the protocols of at least one route pointing to this Plugin's service");
        }
    }
}
