package io.gatehouse.model.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What schema files can say beyond what the entities of this build use. */
class SchemaTest {
    private static final String SETTINGS = """
            fields:
              - policy: {type: string, default: local, one_of: [local, redis], len_min: 0}
              - redis:
                  type: record
                  required: true
                  fields:
                    - host: {typedef: host}
                    - port: {typedef: port, default: 6379}
              - limit: {type: number, gt: 0}
              - secret: {type: string, referenceable: true, len_min: 8}
              - allow: {type: array, elements: {type: string, is_regex: true}}
              - pair: {type: map, len_min: 1, keys: {type: string}, values: {type: record, fields: [{a: {type: integer}}], entity_checks: [{at_least_one_of: [a]}]}}
            shorthand_fields:
              - redis_host: {type: string, deprecation: {message: use redis.host, replaced_with: [{path: [redis, host]}]}}
            entity_checks:
              - conditional: {if_field: policy, if_match: {eq: redis}, then_field: redis.host, then_match: {required: true}}
              - mutually_exclusive: [limit, secret]
              - only_one_of: [limit, allow]
            """;

    private final Schema schema = read(SETTINGS);
    private final Completion completion = new Completion(Clock.systemUTC());
    private final DocumentCheck check = new DocumentCheck(entity -> Optional.empty());

    @Test
    void aRequiredRecordIsExpanded() {
        assertEquals(
                json("{\"policy\":\"local\",\"redis\":{\"host\":null,\"port\":6379},\"limit\":1,\"secret\":null,"
                        + "\"allow\":null,\"pair\":null}"),
                complete("{\"limit\":1}"));
    }

    @Test
    void aConditionReachesIntoRecords() {
        assertErrors(
                "{\"limit\":1,\"policy\":\"redis\"}",
                "{\"redis\":{\"host\":\"required field missing\"},"
                        + "\"@entity\":[\"failed conditional validation given value of field 'policy'\"]}");
    }

    @Test
    void groupsSpeakForThemselves() {
        assertErrors(
                "{\"secret\":\"12345678\"}",
                "{\"@entity\":[\"exactly one of these fields must be non-empty: 'limit', 'allow'\"]}");
        assertErrors(
                "{\"limit\":1,\"secret\":\"12345678\"}",
                "{\"@entity\":[\"only one or none of these fields must be set: 'limit', 'secret'\"]}");
    }

    @Test
    void aVaultReferenceSkipsRulesAndChecks() {
        assertErrors("{\"limit\":1,\"secret\":\"{vault://env/x}\"}", "{}");
        assertErrors("{\"limit\":1,\"secret\":\"short\"}", "{\"secret\":\"length must be at least 8\"}");
    }

    @Test
    void boundsAndExpressionsAreChecked() {
        assertErrors("{\"limit\":0}", "{\"limit\":\"value must be greater than 0\"}");
        assertErrors("{\"allow\":[\"(\"]}", "{\"allow\":[\"not a valid regex: (\"]}");
    }

    @Test
    void theFirstProblemOfAMapTakesItsPlace() {
        assertErrors(
                "{\"limit\":1,\"pair\":{\"x\":{}}}",
                "{\"pair\":{\"@entity\":[\"at least one of these fields must be non-empty: 'a'\"]}}");
        assertErrors("{\"limit\":1,\"pair\":{}}", "{\"pair\":\"length must be at least 1\"}");
        assertErrors("{\"limit\":1,\"pair\":{\"x\":null}}", "{\"pair\":\"required field missing\"}");
    }

    @Test
    void aFormerNameMovesToItsPlaceAndComesBackInAnswers() {
        ObjectNode document = json("{\"redis_host\":\"r.h\"}");
        assertTrue(Shorthands.expand(schema, document, document).isEmpty());
        assertEquals(json("{\"redis\":{\"host\":\"r.h\"}}"), document);
        Shorthands.addFormerNames(schema, document);
        assertEquals("r.h", document.get("redis_host").asText());
    }

    @Test
    void aFormerNameMustAgreeWithTheNewOne() {
        ObjectNode document = json("{\"redis_host\":\"a.b\",\"redis\":{\"host\":\"c.d\"}}");
        assertEquals(
                "both deprecated and new field are used but their values mismatch: redis_host = a.b vs redis.host = c.d",
                Shorthands.expand(schema, document, document).get("redis_host").asText());
    }

    @Test
    void saysWhereAFileIsWrong() {
        assertEquals(
                "field 'a': typedef 'nothing' is unknown",
                assertThrows(MalformedSchemaException.class, () -> read("fields: [{a: {typedef: nothing}}]"))
                        .getMessage());
        assertThrows(MalformedSchemaException.class, () -> read("fields: [{a: {type: text}}]"));
        assertThrows(MalformedSchemaException.class, () -> read("fields: [{a: {type: string, check: nothing}}]"));
        assertThrows(MalformedSchemaException.class, () -> read("fields: []\nentity_checks: [{one_of_many: [a]}]"));
        assertThrows(MalformedSchemaException.class, () -> read("fields: []\nshorthand_fields: [{a: {type: string}}]"));
    }

    private void assertErrors(String document, String errors) {
        assertEquals(json(errors), check.errors(schema, complete(document), Operation.INSERT));
    }

    private ObjectNode complete(String document) {
        ObjectNode complete = json(document);
        completion.complete(schema, complete, Operation.INSERT);
        return complete;
    }

    private static Schema read(String yaml) {
        return Schema.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Recordings.parse(text);
    }
}
