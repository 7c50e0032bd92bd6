package io.gatehouse.acceptance.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.Http.Answer;
import java.net.URI;
import java.util.List;

/**
 * A client of the Admin API. Bodies are JSON, written with single quotes to be readable in Java.
 *
 * @param base address of the API
 */
public record AdminClient(URI base) {
    /** In an order in which nothing is referred to any more when it is deleted. */
    private static final List<String> COLLECTIONS = List.of(
            "plugins",
            "routes",
            "services",
            "consumers",
            "upstreams",
            "snis",
            "certificates",
            "ca_certificates",
            "keys",
            "key-sets",
            "vaults");

    public Answer get(String path) {
        return Http.get(base, path);
    }

    public Answer send(String method, String path, String body) {
        return Http.send(method, base, path, body.replace('\'', '"'));
    }

    /** Creates an entity and returns it; fails unless it is acknowledged. */
    public JsonNode create(String collection, String body) {
        return send("POST", collection, body).expect(201).json();
    }

    /** Changes an entity and returns it; fails unless it is acknowledged. */
    public JsonNode change(String entity, String body) {
        return send("PATCH", entity, body).expect(200).json();
    }

    /** Deletes an entity; fails unless it is acknowledged. */
    public void delete(String entity) {
        Http.send("DELETE", base, entity, null).expect(204);
    }

    /** Deletes every entity. */
    public void deleteEverything() {
        for (String collection : COLLECTIONS) {
            for (JsonNode rows = rows(collection); !rows.isEmpty(); rows = rows(collection)) {
                rows.forEach(
                        row -> delete("/" + collection + "/" + row.path("id").asText()));
            }
        }
    }

    private JsonNode rows(String collection) {
        return get("/" + collection + "?size=1000").expect(200).json().path("data");
    }
}
