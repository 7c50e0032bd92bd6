package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.entity.ForeignKey.OnDelete;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows as the store hands them out, and the types they belong to. */
final class Rows {

    static final List<ExportedType> TYPES = List.of(
            new ExportedType("workspaces", List.of()),
            new ExportedType("parameters", List.of()),
            new ExportedType("certificates", List.of()),
            new ExportedType("consumers", List.of()),
            new ExportedType("services", references("client_certificate", "certificates")),
            new ExportedType("routes", references("service", "services")),
            new ExportedType("plugins", references("consumer", "consumers", "service", "services", "route", "routes")),
            new ExportedType("upstreams", references("client_certificate", "certificates")),
            new ExportedType("targets", references("upstream", "upstreams")),
            new ExportedType("keyauth_credentials", references("consumer", "consumers")),
            new ExportedType("acls", references("consumer", "consumers")),
            new ExportedType("vaults", List.of()),
            new ExportedType("key_sets", List.of()));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    private static List<ForeignKey> references(String... fieldsAndTypes) {
        List<ForeignKey> references = new ArrayList<>();
        for (int i = 0; i < fieldsAndTypes.length; i += 2) {
            references.add(new ForeignKey(fieldsAndTypes[i], fieldsAndTypes[i + 1], OnDelete.RESTRICT));
        }
        return references;
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static ObjectNode service(int number, boolean enabled) {
        return json("{'id':'" + id(number) + "','name':'s" + number + "','enabled':" + enabled
                + ",'client_certificate':null}");
    }

    static ObjectNode route(int number, int service) {
        return json("{'id':'" + id(number) + "','name':'r" + number + "','service':{'id':'" + id(service) + "'}}");
    }

    static ObjectNode plugin(int number, String name, boolean enabled, String scope) {
        return json("{'id':'" + id(number) + "','name':'" + name + "','enabled':" + enabled
                + ",'consumer':null,'service':null,'route':null" + (scope.isEmpty() ? "" : "," + scope) + "}");
    }

    static String id(int number) {
        return new UUID(0, number).toString();
    }

    /** A recorded {@code config_table}. */
    static ObjectNode recordedTable() {
        try (InputStream in = Rows.class.getResourceAsStream("recorded-table.json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of a table as the store would hand them out: foreign keys are objects. */
    static Map<String, List<ObjectNode>> stored(ObjectNode table) {
        Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
        for (ExportedType type : TYPES) {
            List<ObjectNode> list = new ArrayList<>();
            for (JsonNode exported : table.path(type.name())) {
                ObjectNode row = exported.deepCopy();
                for (ForeignKey reference : type.references()) {
                    JsonNode id = row.path(reference.field());
                    if (id.isTextual()) {
                        row.set(
                                reference.field(),
                                JsonNodeFactory.instance.objectNode().set("id", id));
                    }
                }
                list.add(row);
            }
            if (!list.isEmpty()) {
                rows.put(type.name(), list);
            }
        }
        return rows;
    }
}
