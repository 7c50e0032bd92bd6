package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.format.Uuid;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A plugin whose protocols the client chose must be able to run where it is put, and what it trusts must exist. */
final class PluginRules implements TypeRules {

    private static final String PROTOCOLS = "protocols";
    private static final String CONFIG = "config";
    private static final String CA_CERTIFICATES = "ca_certificates";

    /** Where the plugin cannot run at all, nothing else about it is told. */
    @Override
    public void checkInput(EntityManager entities, ObjectNode input, Optional<UUID> id) {
        JsonNode protocols = input.path(PROTOCOLS);
        if (protocols.isArray() && protocols.valueStream().allMatch(JsonNode::isTextual)) {
            place(input).ifPresent(place -> checkProtocols(entities, place, protocols));
        }
    }

    @Override
    public void checkDocument(EntityManager entities, ObjectNode document, ObjectNode input) {
        if (input.path(CONFIG).isObject()) {
            checkCaCertificates(entities, document.path(CONFIG).path(CA_CERTIFICATES));
        }
        Optional<Place> place = place(document);
        if (input.hasNonNull(PROTOCOLS) && place.isPresent() && !place.equals(place(input))) {
            // a patch need not say where the plugin stands
            checkProtocols(entities, place.get(), document.path(PROTOCOLS));
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

    /** The route that a plugin stands on, or else its service; unless the schema is going to object to the reference. */
    private static Optional<Place> place(JsonNode document) {
        return Stream.of("route", "service")
                .flatMap(field ->
                        Optional.ofNullable(document.path(field).path("id").textValue())
                                .filter(Uuid::isValid)
                                .map(id -> new Place(field, id.toLowerCase(Locale.ROOT)))
                                .stream())
                .findFirst();
    }

    /** What decides about the protocols that a plugin can see. */
    private record Place(String field, String id) {}

    private static void checkProtocols(EntityManager entities, Place place, JsonNode protocols) {
        String wanted =
                ArrayLiteral.of(protocols.valueStream().map(JsonNode::textValue).toList());
        if (place.field().equals("route")) {
            checkRoute(entities, place.id(), wanted);
        } else {
            checkService(entities, place.id(), wanted);
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
