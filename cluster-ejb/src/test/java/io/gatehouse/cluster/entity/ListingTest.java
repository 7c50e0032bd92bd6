package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.error.EntityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static TestEntities entities;

    @BeforeAll
    static void fill() {
        entities = TestEntities.open();
        entities.transactions()
                .write(manager -> manager.createNativeQuery(
                                "INSERT INTO consumer (id, created_at, updated_at, username, tags) SELECT gen_random_uuid(), now(),"
                                        + " now(), 'c' || n, CASE WHEN n % 100 = 0 THEN ARRAY['rare', 'all'] ELSE ARRAY['all'] END"
                                        + " FROM generate_series(1, 1000) AS n")
                        .executeUpdate());
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void pagesThroughAThousandRowsInOrder() {
        List<String> ids = new ArrayList<>();
        ListQuery query = ListQuery.ofSize(130);
        Page page;
        do {
            page = entities.service().list(entities.type("consumers"), query);
            page.data().forEach(consumer -> ids.add(consumer.path("id").textValue()));
            query = query.from(page.offset());
        } while (page.offset().isPresent());

        assertEquals(1000, ids.size());
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    @Test
    void saysThatAFullLastPageIsTheLast() {
        Page page = entities.service().list(entities.type("consumers"), ListQuery.ofSize(1000));

        assertEquals(1000, page.data().size());
        assertEquals(Optional.empty(), page.offset());
    }

    @Test
    void offsetsNameTheLastRow() {
        Page page = entities.service().list(entities.type("consumers"), ListQuery.ofSize(2));

        String id = page.data().get(1).path("id").textValue();
        assertEquals(
                "[\"" + id + "\"]",
                new String(java.util.Base64.getDecoder().decode(page.offset().orElseThrow())));
        assertTrue(page.offset().orElseThrow().indexOf('=') < 0);
    }

    @Test
    void filtersByTags() {
        assertEquals(10, tagged("rare").size());
        assertEquals(10, tagged("rare,all").size());
        assertEquals(1000, tagged("rare/all").size());
        assertEquals(0, tagged("rare,none").size());
    }

    @Test
    void refusesTagFiltersThatAreNone() {
        for (String filter : new String[] {"", ",a", "a,,b", "a/b,c", "a,b,c,d,e,f"}) {
            assertEquals(
                    11,
                    assertThrows(EntityException.class, () -> TagFilter.parse(filter))
                            .code()
                            .number(),
                    filter);
        }
        assertEquals(List.of("a"), TagFilter.parse("a,").tags());
    }

    @Test
    void listsTheNewestTargetsFirst() {
        entities.create("upstreams", "{'name':'pool'}");
        for (int i = 1; i <= 5; i++) {
            entities.clock().advance(Duration.ofMillis(7));
            entities.createUnder("upstreams/pool", "targets", "{'target':'t" + i + "'}");
        }
        ListQuery query = ListQuery.ofSize(2)
                .under(entities.parent("targets", "upstreams/pool").orElseThrow())
                .newestFirst();

        Page first = entities.service().list(entities.type("targets"), query);
        Page second = entities.service().list(entities.type("targets"), query.from(first.offset()));
        Page third = entities.service().list(entities.type("targets"), query.from(second.offset()));

        assertEquals(List.of("t5:8000", "t4:8000"), targets(first));
        assertEquals(Optional.of("2"), first.offset());
        assertEquals(List.of("t3:8000", "t2:8000"), targets(second));
        assertEquals(List.of("t1:8000"), targets(third));
        assertEquals(Optional.empty(), third.offset());
    }

    @Test
    void listsOnlyTheChildrenOfTheParent() {
        entities.create("services", "{'name':'with','host':'a.b'}");
        entities.create("services", "{'name':'without','host':'a.b'}");
        entities.createUnder("services/with", "routes", "{'paths':['/a']}");

        assertEquals(1, children("services/with").size());
        assertEquals(0, children("services/without").size());
    }

    private static List<ObjectNode> children(String parent) {
        return entities.service()
                .list(
                        entities.type("routes"),
                        ListQuery.ofSize(10)
                                .under(entities.parent("routes", parent).orElseThrow()))
                .data();
    }

    private static List<ObjectNode> tagged(String filter) {
        return entities.service()
                .list(entities.type("consumers"), ListQuery.ofSize(1000).tagged(Optional.of(TagFilter.parse(filter))))
                .data();
    }

    private static List<String> targets(Page page) {
        return page.data().stream()
                .map(target -> target.path("target").textValue())
                .toList();
    }
}
