package io.gatehouse.cluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The rows that make up every configuration and that no request ever writes: the workspace and the parameters. */
final class ClusterRows {

    static final String WORKSPACES = "workspaces";
    static final String PARAMETERS = "parameters";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ClusterRows() {}

    static List<ObjectNode> workspaces(EntityManager entities) {
        return read(
                entities,
                "SELECT CAST(json_build_object('id', id, 'name', name, 'comment', comment, 'meta', meta,"
                        + " 'config', config, 'created_at', CAST(extract(epoch FROM created_at) AS bigint),"
                        + " 'updated_at', CAST(extract(epoch FROM updated_at) AS bigint)) AS text) FROM workspace ORDER BY id");
    }

    static List<ObjectNode> parameters(EntityManager entities) {
        return read(
                entities,
                "SELECT CAST(json_build_object('key', key, 'value', value,"
                        + " 'created_at', CAST(extract(epoch FROM created_at) AS bigint)) AS text) FROM parameter ORDER BY key");
    }

    private static List<ObjectNode> read(EntityManager entities, String query) {
        return new SqlStatement(query)
                .values(entities).stream().map(ClusterRows::parse).toList();
    }

    private static ObjectNode parse(Object json) {
        try {
            return (ObjectNode) JSON.readTree((String) json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database builds JSON that cannot be read", e);
        }
    }
}
