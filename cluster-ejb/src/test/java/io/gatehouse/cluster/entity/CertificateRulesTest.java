package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.error.EntityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateRulesTest {

    /** Certificate and key are vault references here: what they hold matters to nobody. */
    private static final String PAIR = "'cert':'{vault://env/cert}','key':'{vault://env/key}'";

    private TestEntities entities;

    @BeforeEach
    void open() {
        entities = TestEntities.open();
    }

    @AfterEach
    void close() {
        entities.close();
    }

    @Test
    void writesNamesAsRowsAndShowsThemSorted() {
        ObjectNode created = entities.create("certificates", "{" + PAIR + ",'snis':['b.test','a.test']}");

        assertEquals("[\"a.test\",\"b.test\"]", created.path("snis").toString());
        assertEquals(created, entities.find("certificates", "b.test").orElseThrow());
        assertEquals(
                created.path("id"),
                entities.find("snis", "a.test")
                        .orElseThrow()
                        .path("certificate")
                        .path("id"));
    }

    @Test
    void showsAnEmptyListWhenThereAreNoNames() {
        assertEquals(
                "[]",
                entities.create("certificates", "{" + PAIR + "}").path("snis").toString());
        assertEquals(
                "[]",
                entities.service()
                        .list(entities.type("certificates"), ListQuery.ofSize(10))
                        .data()
                        .get(0)
                        .path("snis")
                        .toString());
    }

    @Test
    void patchReplacesTheNamesOnlyWhenItHasAny() {
        String id = create("a.test", "b.test");
        String kept = entities.find("snis", "b.test").orElseThrow().path("id").textValue();

        assertEquals("[\"a.test\",\"b.test\"]", names(entities.patch("certificates", id, "{'tags':['x']}")));
        assertEquals(
                "[\"b.test\",\"c.test\"]", names(entities.patch("certificates", id, "{'snis':['c.test','b.test']}")));
        assertEquals(
                kept, entities.find("snis", "b.test").orElseThrow().path("id").textValue());
        assertEquals("[\"d.test\"]", names(entities.patch("certificates", "b.test", "{'snis':'d.test'}")));
        assertEquals("[]", names(entities.patch("certificates", id, "{'snis':null}")));
        assertEquals(Optional.empty(), entities.find("snis", "d.test"));
    }

    @Test
    void refusesASingleNameWithoutAListForANewCertificateOnly() {
        EntityException error = assertThrows(
                EntityException.class, () -> entities.create("certificates", "{" + PAIR + ",'snis':'a.test'}"));

        assertEquals("schema violation (snis: expected an array)", error.getMessage());
        assertEquals("[\"a.test\"]", names(entities.put("certificates", "a.test", "{" + PAIR + ",'snis':'a.test'}")));
    }

    @Test
    void tellsTheFirstOfSeveralBadNamesInTheirOrder() {
        EntityException error = assertThrows(
                EntityException.class,
                () -> entities.create("certificates", "{" + PAIR + ",'snis':['1.2.3.4','*.a.*']}"));

        assertEquals("only one wildcard must be specified", error.getMessage());
    }

    @Test
    void putByNameRefusesRepeatedNames() {
        EntityException error = assertThrows(
                EntityException.class,
                () -> entities.put("certificates", "a.test", "{" + PAIR + ",'snis':['b.test','b.test']}"));

        assertEquals("schema violation (snis: b.test is duplicated)", error.getMessage());
    }

    @Test
    void putByIdRemovesNamesThatItDoesNotHave() {
        String id = create("a.test");

        assertEquals("[]", names(entities.put("certificates", id, "{" + PAIR + "}")));
    }

    @Test
    void putByNameKeepsTheNameOfThePath() {
        ObjectNode created = entities.put("certificates", "new.test", "{" + PAIR + "}");
        ObjectNode replaced = entities.put("certificates", "new.test", "{" + PAIR + ",'snis':['more.test']}");

        assertEquals("[\"new.test\"]", names(created));
        assertEquals(created.path("id"), replaced.path("id"));
        assertEquals("[\"more.test\",\"new.test\"]", names(replaced));
    }

    @Test
    void parallelPutsOfANewNameMakeOneCertificate() {
        List<CompletableFuture<String>> puts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            puts.add(
                    CompletableFuture.supplyAsync(() -> entities.put("certificates", "contested.test", "{" + PAIR + "}")
                            .path("id")
                            .textValue()));
        }
        Set<String> ids = new HashSet<>();
        puts.forEach(put -> ids.add(put.join()));

        assertEquals(1, ids.size());
    }

    @Test
    void refusesNamesThatAreTakenRepeatedOrNoNames() {
        String owner = create("taken.test");

        assertEquals(
                json("{'snis':'taken.test already associated with existing certificate \\'" + owner + "\\''}"),
                refusal("['taken.test']").fields());
        assertEquals(
                "schema violation (snis: dup.test is duplicated)",
                refusal("['dup.test','dup.test']").getMessage());
        EntityException invalid = refusal("['1.2.3.4']");
        assertEquals(10, invalid.code().number());
        assertEquals("invalid unique name", invalid.name());
        assertEquals(2, refusal("[5]").code().number());
        assertEquals(2, refusal("5").code().number());
        assertEquals(
                1,
                entities.service()
                        .list(entities.type("certificates"), ListQuery.ofSize(10))
                        .data()
                        .size());
    }

    @Test
    void deletesTheNamesWithTheCertificate() {
        create("a.test", "b.test");

        assertTrue(entities.delete("certificates", "b.test"));
        assertFalse(entities.delete("certificates", "a.test"));
        assertEquals(Optional.empty(), entities.find("snis", "a.test"));
    }

    @Test
    void staysWithoutItsNamesWhileAServiceUsesIt() {
        String id = create("a.test");
        entities.create("services", "{'url':'https://a.b','client_certificate':{'id':'" + id + "'}}");

        EntityException error = assertThrows(EntityException.class, () -> entities.delete("certificates", id));

        assertEquals("an existing 'services' entity references this 'certificates' entity", error.getMessage());
        assertEquals("[]", names(entities.find("certificates", id).orElseThrow()));
        assertEquals(Optional.empty(), entities.find("snis", "a.test"));
    }

    private String create(String... names) {
        return entities.create("certificates", "{" + PAIR + ",'snis':['" + String.join("','", names) + "']}")
                .path("id")
                .textValue();
    }

    private EntityException refusal(String snis) {
        return assertThrows(
                EntityException.class, () -> entities.create("certificates", "{" + PAIR + ",'snis':" + snis + "}"));
    }

    private static String names(ObjectNode certificate) {
        return certificate.path("snis").toString();
    }
}
