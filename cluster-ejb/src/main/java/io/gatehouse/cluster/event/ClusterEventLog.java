package io.gatehouse.cluster.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.notification.DatabaseNotifications;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Table {@code cluster_event} as one control plane reads and writes it. Commands that were given before it first looked are
 * not for it. Thread-safe.
 */
final class ClusterEventLog {

    /** Ids can commit out of order: how far behind the newest one a late one is still found. */
    private static final long LOOK_BACK = 100;

    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final String nodeId;
    private final TreeSet<Long> seen = new TreeSet<>();
    private boolean begun;

    /** One command. */
    record Event(String channel, ObjectNode data) {}

    /** @param nodeId of this control plane, whose own commands it does not read */
    ClusterEventLog(Transactions transactions, String nodeId) {
        this.transactions = transactions;
        this.nodeId = nodeId;
    }

    /** Writes a command and wakes the others. */
    void append(String channel, ObjectNode data) {
        transactions.write(entities -> new SqlStatement(
                        "WITH event AS (INSERT INTO cluster_event (node_id, channel, data, expires_at) VALUES (")
                .value(nodeId, "uuid")
                .add(", ")
                .value(channel, "text")
                .add(", ")
                .value(data, "jsonb")
                .add(", now() + ")
                .value(VALIDITY, "interval")
                .add(") RETURNING id) SELECT CAST(pg_notify('" + DatabaseNotifications.EVENT
                        + "', CAST(id AS text)) AS text) FROM event")
                .values(entities));
    }

    /** The commands of others that have not been answered before, in order. */
    synchronized List<Event> unread() {
        long from = seen.isEmpty() ? 0 : seen.last() - LOOK_BACK;
        List<Object[]> rows =
                transactions.read(entities -> new SqlStatement("SELECT id, channel, CAST(data AS text), node_id = ")
                        .value(nodeId, "uuid")
                        .add(" FROM cluster_event WHERE expires_at > now() AND id > ")
                        .value(from, "bigint")
                        .add(" ORDER BY id")
                        .tuples(entities));
        List<Event> unread = new ArrayList<>();
        for (Object[] row : rows) {
            boolean own = (Boolean) row[3];
            if (seen.add(((Number) row[0]).longValue()) && begun && !own) {
                unread.add(new Event((String) row[1], parse((String) row[2])));
            }
        }
        begun = true;
        if (!seen.isEmpty()) {
            seen.headSet(seen.last() - LOOK_BACK).clear();
        }
        return unread;
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database holds JSON that cannot be read", e);
        }
    }
}
