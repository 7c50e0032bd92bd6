package io.gatehouse.cluster.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.event.ClusterEventLog.Event;
import io.gatehouse.cluster.store.LocalTransactions;
import io.gatehouse.cluster.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class ClusterEventLogTest {
    private static final ObjectNode DATA =
            JsonNodeFactory.instance.objectNode().put("level", "debug").put("seconds", 60);

    private final DataSource database = TestDatabase.migrated();
    private final LocalTransactions transactions = new LocalTransactions(database);
    private final ClusterEventLog sender = node();
    private final ClusterEventLog reader = node();

    @AfterEach
    void close() {
        transactions.close();
    }

    private ClusterEventLog node() {
        return new ClusterEventLog(transactions, UUID.randomUUID().toString());
    }

    @Test
    void handsEachCommandToEveryOtherNodeOnce() {
        sender.unread();
        reader.unread();

        sender.append("log-level", DATA);
        sender.append("other", DATA);

        assertEquals(List.of(new Event("log-level", DATA), new Event("other", DATA)), reader.unread());
        assertEquals(List.of(), reader.unread());
        assertEquals(List.of(), sender.unread());
    }

    @Test
    void commandsOfTheTimeBeforeItBeganAreNotForANode() {
        sender.append("log-level", DATA);

        assertEquals(List.of(), reader.unread());
        sender.append("later", DATA);
        assertEquals(List.of(new Event("later", DATA)), reader.unread());
    }

    @Test
    void findsACommandThatCommitsAfterALaterOne() throws SQLException {
        reader.unread();
        try (Connection slow = database.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO cluster_event (node_id, channel, data, expires_at)"
                    + " VALUES (gen_random_uuid(), 'slow', '{}', now() + interval '1 hour')");
            sender.append("fast", DATA);
            assertEquals(List.of(new Event("fast", DATA)), reader.unread());
            slow.commit();
        }
        assertEquals("slow", reader.unread().get(0).channel());
    }

    @Test
    void wakesThoseWhoListen() throws SQLException {
        try (Connection listening = database.getConnection();
                Statement statement = listening.createStatement()) {
            statement.execute("LISTEN gatehouse_event");
            sender.append("log-level", DATA);
            assertEquals(1, listening.unwrap(PGConnection.class).getNotifications(5_000).length);
        }
    }
}
