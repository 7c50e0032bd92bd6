package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.admin.query.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests cost a fixed, small number of SQL statements. */
class StatementCountTest {

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
        entities.create("services", "{'name':'s','host':'a.b'}");
        entities.create("consumers", "{'username':'c'}");
        for (int i = 0; i < 20; i++) {
            entities.createUnder("services/s", "routes", "{'name':'r" + i + "','paths':['/a']}");
        }
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void readsWithOneStatement() {
        assertStatements(1, () -> entities.find("services", "s"));
        assertStatements(
                1,
                () -> entities.service()
                        .find(
                                entities.type("routes"),
                                entities.key("routes", "r1"),
                                entities.parent("routes", "services/s")));
        assertStatements(1, () -> entities.service().list(entities.type("routes"), ListQuery.ofSize(10)));
    }

    @Test
    void listsChildrenWithTwo() {
        assertStatements(
                2,
                () -> entities.service()
                        .list(
                                entities.type("routes"),
                                ListQuery.ofSize(10)
                                        .under(entities.parent("routes", "services/s")
                                                .orElseThrow())));
    }

    @Test
    void createsWithOneAndOneForEachName() {
        assertStatements(1, () -> entities.create("services", "{'host':'a.b'}"));
        assertStatements(2, () -> entities.create("routes", "{'paths':['/a'],'service':{'name':'s'}}"));
        assertStatements(2, () -> entities.createUnder("services/s", "routes", "{'paths':['/a']}"));
        // key, parent, expired owner of the key
        assertStatements(3, () -> entities.createUnder("consumers/c", "keyauth_credentials", "{}"));
    }

    @Test
    void replacesWithOne() {
        assertStatements(1, () -> entities.put("services", "put", "{'host':'a.b'}"));
        assertStatements(1, () -> entities.put("services", "put", "{'host':'a.b'}"));
    }

    @Test
    void patchesWithTwo() {
        assertStatements(2, () -> entities.patch("services", "s", "{'retries':1}"));
    }

    @Test
    void replacesWhatIsReferredToWithTwo() {
        assertStatements(
                2,
                () -> entities.service()
                        .upsertReferenced(
                                entities.type("routes"),
                                entities.key("routes", "r5"),
                                "service",
                                entities.type("services"),
                                json("{'host':'a.b','name':'s'}")));
    }

    @Test
    void deletesWithOne() {
        assertStatements(1, () -> entities.delete("services", "nobody"));
        assertStatements(
                1,
                () -> entities.service()
                        .delete(
                                entities.type("routes"),
                                entities.key("routes", "r2"),
                                entities.parent("routes", "services/s")));
    }

    @Test
    void checksThePlaceOfAPluginWithOneMore() {
        assertStatements(
                2,
                () -> entities.service()
                        .create(
                                entities.type("plugins"),
                                json("{'name':'key-auth','protocols':['http'],'service':{'id':'"
                                        + entities.find("services", "s")
                                                .orElseThrow()
                                                .path("id")
                                                .textValue() + "'}}"),
                                Optional.empty()),
                1);
    }

    private static void assertStatements(int expected, Supplier<?> work) {
        assertStatements(expected, work, 0);
    }

    private static void assertStatements(int expected, Supplier<?> work, int preparing) {
        List<String> statements = entities.statements().during(work);
        assertEquals(expected + preparing, statements.size(), () -> String.join("\n", statements));
    }
}
