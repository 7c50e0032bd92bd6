package io.gatehouse.model.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.DeltaFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigTableTest {
    private static final List<String> TYPES = List.of("services", "routes", "plugins");

    private static ObjectNode row(String id, int value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("value", value)
                .put("text", "é");
    }

    /** Whatever the changes are, deltas lead to what a snapshot of the same rows is, in order, name and hash. */
    @Test
    void changesLeadToTheSameTableAsASnapshot() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Map<String, TreeMap<String, ObjectNode>> truth = new TreeMap<>();
            TYPES.forEach(type -> truth.put(type, new TreeMap<>()));
            ConfigTable followed = ConfigTable.empty();
            ContentSum sum = new ContentSum();
            for (int step = 0; step < 60; step++) {
                List<Change> changes = randomChanges(random, truth);
                Delta sent = new Delta(sum.text(), sum.text(), step, Delta.lastOfEach(changes));
                Delta received =
                        (Delta) DeltaFrames.decode(sent.encode(), 1 << 20).orElseThrow();
                for (Change change : received.changes()) {
                    followed.find(change.type(), change.key()).ifPresent(before -> sum.remove(change.type(), before));
                    change.row().ifPresent(row -> sum.add(change.type(), row));
                }
                followed = followed.with(received.changes());
            }
            Map<String, List<ObjectNode>> rows = new TreeMap<>();
            truth.forEach((type, byKey) -> rows.put(type, new ArrayList<>(byKey.values())));
            ConfigTable snapshot = ConfigTable.of(rows);
            ContentSum whole = new ContentSum();
            whole.addAll(snapshot);
            assertEquals(snapshot.toDocument(), followed.toDocument());
            assertEquals(whole.text(), sum.text());
            assertEquals(ConfigHash.compute(snapshot.toDocument()), ConfigHash.compute(followed.toDocument()));
        }
    }

    private static List<Change> randomChanges(Random random, Map<String, TreeMap<String, ObjectNode>> truth) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            String id = new UUID(0, random.nextInt(30)).toString();
            if (random.nextInt(3) == 0) {
                truth.get(type).remove(id);
                changes.add(Change.delete(type, id));
            } else {
                ObjectNode row = row(id, random.nextInt(5));
                truth.get(type).put(id, row);
                changes.add(Change.upsert(type, row));
            }
        }
        return changes;
    }

    @Test
    void rowsWithoutChangesStayTheSameObjects() {
        List<ObjectNode> rows = List.of(row("a", 1), row("c", 3));
        List<ObjectNode> others = List.of(row("x", 1));
        ConfigTable before = ConfigTable.of(Map.of("routes", rows, "services", others));
        ConfigTable after = before.with(List.of(Change.upsert("routes", row("b", 2)), Change.delete("routes", "zzz")));
        assertSame(rows.get(0), after.rows("routes").get(0));
        assertSame(rows.get(1), after.rows("routes").get(2));
        assertSame(before.rows("services"), after.rows("services"));
        assertEquals(2, before.rows("routes").size());
        assertEquals(Optional.of(row("b", 2)), after.find("routes", "b"));
        assertEquals(Optional.empty(), before.find("routes", "b"));
    }

    @Test
    void sortsRowsThatCameInAnotherOrderOnceTheyChange() {
        ConfigTable table = ConfigTable.of(Map.of("routes", List.of(row("c", 1), row("a", 1))));
        assertEquals("c", Change.keyOf(table.rows("routes").get(0)));
        assertEquals(row("a", 1), table.find("routes", "a").orElseThrow());
        List<ObjectNode> changed =
                table.with(List.of(Change.upsert("routes", row("b", 1)))).rows("routes");
        assertEquals(List.of("a", "b", "c"), changed.stream().map(Change::keyOf).toList());
    }

    @Test
    void aTypeWithoutRowsIsGone() {
        ConfigTable table = ConfigTable.of(Map.of("routes", List.of(row("a", 1))));
        assertEquals(
                ConfigTable.empty().toDocument(),
                table.with(List.of(Change.delete("routes", "a"))).toDocument());
    }
}
