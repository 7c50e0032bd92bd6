package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EntityErrorsTest {

    private static final String NOBODY = "7f0f0000-0000-4000-8000-000000000001";

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void refusesAnIdThatIsTaken() {
        String id = entities.create("services", "{'host':'a.b'}").path("id").textValue();

        EntityException error = refusal(() -> entities.create("services", "{'host':'a.b','id':'" + id + "'}"));

        assertError(error, 3, "primary key violation on key '{id=\"" + id + "\"}'", "{'id':'" + id + "'}");
    }

    @Test
    @Tag("R135")
    void refusesANameThatIsTaken() {
        entities.create("services", "{'host':'a.b','name':'taken'}");

        EntityException error = refusal(() -> entities.create("services", "{'host':'a.b','name':'taken'}"));

        assertError(error, 5, "UNIQUE violation detected on '{name=\"taken\"}'", "{'name':'taken'}");
        assertEquals(409, error.code().status());
    }

    @Test
    void refusesTheNameOfAnotherByPutAndPatch() {
        entities.create("services", "{'host':'a.b','name':'first'}");
        entities.create("services", "{'host':'a.b','name':'second'}");

        assertEquals(
                5,
                refusal(() -> entities.patch("services", "second", "{'name':'first'}"))
                        .code()
                        .number());
        assertEquals(
                5,
                refusal(() -> entities.put("services", UUID.randomUUID().toString(), "{'host':'a.b','name':'first'}"))
                        .code()
                        .number());
        assertEquals(
                "a.b",
                entities.find("services", "second").orElseThrow().path("host").textValue());
    }

    @Test
    void patchIgnoresTheIdButRefusesWhatIsNone() {
        String id = entities.create("services", "{'host':'a.b','name':'patched'}")
                .path("id")
                .textValue();

        assertEquals(
                id,
                entities.patch("services", "patched", "{'id':'" + NOBODY + "'}")
                        .path("id")
                        .textValue());
        assertEquals(
                id,
                entities.patch("services", "patched", "{'id':null}").path("id").textValue());
        assertError(
                refusal(() -> entities.patch("services", id, "{'id':'zz'}")),
                2,
                "schema violation (id: expected a valid UUID)",
                "{'id':'expected a valid UUID'}");
    }

    @Test
    void refusesASecondPluginOfTheSameScope() {
        String route = entities.create("routes", "{'paths':['/a']}").path("id").textValue();
        String plugin = "{'name':'file-log','config':{'path':'/tmp/x'},'route':{'id':'" + route + "'}}";
        entities.create("plugins", plugin);

        EntityException error = refusal(() -> entities.create("plugins", plugin));

        assertError(
                error,
                5,
                "UNIQUE violation detected on '{consumer=null,name=\"file-log\",route={id=\"" + route
                        + "\"},service=null}'",
                "{'consumer':null,'name':'file-log','route':{'id':'" + route + "'},'service':null}");
    }

    @Test
    void refusesATargetThatIsThere() {
        String upstream =
                entities.create("upstreams", "{'name':'u1'}").path("id").textValue();
        entities.createUnder("upstreams/u1", "targets", "{'target':'a.b'}");

        EntityException error = refusal(() -> entities.createUnder("upstreams/u1", "targets", "{'target':'a.b:8000'}"));

        assertError(
                error,
                5,
                "UNIQUE violation detected on '{target=\"a.b:8000\",upstream={id=\"" + upstream + "\"}}'",
                "{'target':'a.b:8000','upstream':{'id':'" + upstream + "'}}");
    }

    @Test
    void refusesAReferenceToAnIdThatNobodyHas() {
        EntityException error =
                refusal(() -> entities.create("routes", "{'paths':['/a'],'service':{'id':'" + NOBODY + "'}}"));

        assertError(
                error,
                4,
                "the foreign key '{id=\"" + NOBODY + "\"}' does not reference an existing 'services' entity.",
                "{'service':{'id':'" + NOBODY + "'}}");
        entities.create("routes", "{'name':'lonely','paths':['/a']}");
        assertEquals(
                4,
                refusal(() -> entities.patch("routes", "lonely", "{'service':{'id':'" + NOBODY + "'}}"))
                        .code()
                        .number());
        assertEquals(
                4,
                refusal(() -> entities.put("routes", "lonely", "{'paths':['/a'],'service':{'id':'" + NOBODY + "'}}"))
                        .code()
                        .number());
    }

    @Test
    void refusesAReferenceToANameThatNobodyHasBeforeAnythingElse() {
        EntityException error = refusal(() -> entities.create("routes", "{'strip_path':5,'service':{'name':'nope'}}"));

        assertError(
                error,
                13,
                "foreign key unresolved (service.name: the foreign key cannot be resolved with '{name=\"nope\"}' for an"
                        + " existing 'services' entity)",
                "{'service':{'name':'the foreign key cannot be resolved with \\'{name=\\\"nope\\\"}\\' for an existing"
                        + " \\'services\\' entity'}}");
    }

    @Test
    void prefersTheUniqueViolationToTheMissingReference() {
        entities.create("routes", "{'name':'precedence','paths':['/a']}");

        assertEquals(
                5,
                refusal(() -> entities.create(
                                "routes", "{'name':'precedence','paths':['/a'],'service':{'id':'" + NOBODY + "'}}"))
                        .code()
                        .number());
    }

    @Test
    void refusesToDeleteAServiceThatRoutesReferTo() {
        entities.create("services", "{'host':'a.b','name':'needed'}");
        entities.createUnder("services/needed", "routes", "{'paths':['/a']}");

        EntityException error = refusal(() -> entities.delete("services", "needed"));

        assertError(
                error,
                4,
                "an existing 'routes' entity references this 'services' entity",
                "{'@referenced_by':'routes'}");
    }

    @Test
    void saysWhatAPatchDidNotFind() {
        assertError(
                refusal(() -> entities.patch("services", "nope", "{}")),
                6,
                "could not find the entity with '{name=\"nope\"}'",
                "{'name':'nope'}");
        assertError(
                refusal(() -> entities.patch("services", NOBODY, "{}")),
                6,
                "could not find the entity with primary key '{id=\"" + NOBODY + "\"}'",
                "{'id':'" + NOBODY + "'}");
    }

    @Test
    void refusesChildrenOfNobody() {
        for (String parent : new String[] {"services/nobody", "services/" + NOBODY}) {
            Optional<Parent> nobody = entities.parent("routes", parent);
            assertEquals(
                    6,
                    refusal(() -> entities.service().create(entities.type("routes"), json("{'paths':['/a']}"), nobody))
                            .code()
                            .number());
            assertEquals(
                    6,
                    refusal(() -> entities.service()
                                    .list(
                                            entities.type("routes"),
                                            ListQuery.ofSize(1).under(nobody.orElseThrow())))
                            .code()
                            .number());
            assertEquals(
                    Optional.empty(),
                    entities.service().find(entities.type("routes"), EntityKey.id(UUID.randomUUID()), nobody));
        }
    }

    @Test
    void refusesKeysThatCannotBeOne() {
        EntityException name = refusal(() -> entities.find("services", "bad name"));
        assertEquals(10, name.code().number());
        assertEquals("invalid unique name", name.name());

        assertError(
                refusal(() -> entities.key("ca_certificates", "foo")),
                1,
                "invalid primary key: '{id=\"expected a valid UUID\"}'",
                "{'id':'expected a valid UUID'}");
    }

    @Test
    void refusesPluginsThatCannotRunWhereTheyArePut() {
        entities.create("services", "{'host':'a.b','name':'plain'}");
        entities.createUnder("services/plain", "routes", "{'name':'plain','protocols':['http'],'paths':['/a']}");

        assertError(
                refusal(() ->
                        entities.createUnder("routes/plain", "plugins", "{'name':'key-auth','protocols':['grpc']}")),
                2,
                "schema violation (protocols: must match the associated route's protocols)",
                "{'protocols':'must match the associated route\\'s protocols'}");
        assertEquals(
                "schema violation (protocols: must match the protocols of at least one route pointing to this Plugin's"
                        + " service)",
                refusal(() -> entities.createUnder(
                                "services/plain", "plugins", "{'name':'key-auth','protocols':['grpc']}"))
                        .getMessage());
        assertError(
                refusal(() -> entities.createUnder(
                        "services/plain", "plugins", "{'name':'key-auth','protocols':['tcp'],'config':{'x':1}}")),
                2,
                "schema violation (protocols: must match the protocols of at least one route pointing to this Plugin's"
                        + " service)",
                "{'protocols':'must match the protocols of at least one route pointing to this Plugin\\'s service'}");
        entities.createUnder("routes/plain", "plugins", "{'name':'key-auth','protocols':['http','grpc']}");
    }

    @Test
    void refusesPluginsThatTrustACaCertificateWhichIsNotThere() {
        String ca = UUID.randomUUID().toString();
        String problem =
                "the foreign key '{id=\"" + ca + "\"}' does not reference an existing 'ca_certificates' entity.";

        EntityException error = refusal(
                () -> entities.create("plugins", "{'name':'mtls-auth','config':{'ca_certificates':['" + ca + "']}}"));

        assertEquals("schema violation (config.ca_certificates: " + problem + ")", error.getMessage());
        assertEquals(problem, error.fields().at("/config/ca_certificates").textValue());
        entities.create("plugins", "{'name':'mtls-auth'}");
    }

    @Test
    void refusesToDeleteACaCertificateThatAServiceLists() {
        String ca = UUID.randomUUID().toString();
        String service = entities.create("services", "{'url':'https://a.b','ca_certificates':['" + ca + "']}")
                .path("id")
                .textValue();

        EntityException error = refusal(() -> entities.delete("ca_certificates", ca));

        assertEquals(19, error.code().number());
        assertEquals(
                "ca certificate " + ca + " is still referenced by services (id = " + service + ")", error.getMessage());
    }

    @Test
    void refusesOffsetsThatAreNone() {
        assertEquals(
                "'!' is not a valid offset: bad base64 encoding",
                refusal(() -> list("!")).getMessage());
        assertEquals(
                "'zz' is not a valid offset: bad json encoding",
                refusal(() -> list("zz")).getMessage());
        assertEquals(
                "'' is not a valid offset: bad json encoding",
                refusal(() -> list("")).getMessage());
        assertEquals(
                "'WyJ4Il0' is not a valid offset: bad value",
                refusal(() -> list("WyJ4Il0")).getMessage());
    }

    private static Page list(String offset) {
        return entities.service()
                .list(entities.type("services"), ListQuery.ofSize(1).from(Optional.of(offset)));
    }

    private static EntityException refusal(Executable work) {
        return assertThrows(EntityException.class, work);
    }

    private static void assertError(EntityException error, int code, String message, String fields) {
        assertEquals(message, error.getMessage());
        assertEquals(code, error.code().number());
        ObjectNode expected = json(fields);
        assertEquals(expected, error.fields());
    }
}
