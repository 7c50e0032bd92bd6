package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.schema.MalformedSchemaException;
import io.gatehouse.model.schema.Transformation;
import io.gatehouse.model.schema.TransformationProvider;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformationTest {
    private static final String ALICE = "00000000-0000-4000-8000-00000000000a";
    private static final String BOB = "00000000-0000-4000-8000-00000000000b";
    private static final String INCOMPLETE =
            "schema violation (all or none of these fields must be set: 'secret', 'consumer.id')";

    /** Stands in for a hash: one can see what went in. */
    public static final class Seal implements TransformationProvider {
        @Override
        public Map<String, Transformation> transformations() {
            return Map.of(
                    "seal",
                    values -> JsonNodeFactory.instance
                            .objectNode()
                            .put(
                                    "secret",
                                    values.get(0).asText() + " sealed for "
                                            + values.get(1).asText()));
        }
    }

    private static final PluginDefinition PLUGIN = PluginDefinition.read(stream("""
            name: sealing
            version: 1.0.0
            priority: 1
            fields: [{config: {type: record, required: true, fields: []}}]
            entities:
              - name: sealed
                transformations:
                  - {input: [secret], needs: [consumer.id], apply: seal}
                fields:
                  - id: {typedef: auto_uuid}
                  - consumer: {type: foreign, reference: consumers, required: true, on_delete: cascade}
                  - secret: {type: string, required: true}
                  - note: {type: string}
            """));

    private final EntityCatalog catalog = EntityCatalog.of(List.of(PLUGIN));
    private final EntityType type = catalog.type("sealed").orElseThrow();
    private final EntityValidator validator = new EntityValidator(catalog);

    @Test
    void storesWhatWasWrittenInItsOtherForm() {
        assertEquals(
                "s sealed for " + ALICE,
                validator.forInsert(type, document("s", ALICE)).get("secret").asText());
        assertEquals(
                "s sealed for " + ALICE,
                validator.forUpsert(type, document("s", ALICE)).get("secret").asText());
    }

    @Test
    void leavesAloneWhatAPatchDoesNotTouch() {
        ObjectNode stored = validator.forInsert(type, document("s", ALICE));

        ObjectNode patched = validator.forUpdate(type, stored, json("{note: n}"));

        assertEquals("s sealed for " + ALICE, patched.get("secret").asText());
        assertEquals(
                stored.get("secret"),
                validator
                        .forUpdate(type, stored, json("{consumer: {id: " + ALICE + "}}"))
                        .get("secret"));
    }

    @Test
    void needsEverythingAgainWhenAPartChanges() {
        ObjectNode stored = validator.forInsert(type, document("s", ALICE));

        assertRefused(INCOMPLETE, stored, json("{secret: t}"));
        assertRefused(INCOMPLETE, stored, json("{consumer: {id: " + BOB + "}}"));
        assertEquals(
                "t sealed for " + BOB,
                validator
                        .forUpdate(type, stored, document("t", BOB))
                        .get("secret")
                        .asText());
    }

    @Test
    void tellsWhatANewRowLacks() {
        EntityException refusal =
                assertThrows(EntityException.class, () -> validator.forInsert(type, json("{secret: s}")));

        assertEquals(
                "2 schema violations (all or none of these fields must be set: 'secret', 'consumer.id'; consumer: required"
                        + " field missing)",
                refusal.getMessage());
        assertEquals(
                "2 schema violations (consumer: required field missing; secret: required field missing)",
                assertThrows(EntityException.class, () -> validator.forInsert(type, json("{}")))
                        .getMessage());
    }

    @Test
    void readsDeclarativeFilesInTheClearUnlessTheySayOtherwise() {
        String file =
                "{_format_version: '3.0', %s consumers: [{id: " + ALICE + ", username: alice, sealed: [{secret: s}]}]}";

        assertEquals("s sealed for " + ALICE, secretIn(file.formatted("")));
        assertEquals("s sealed for " + ALICE, secretIn(file.formatted("_transform: true,")));
        assertEquals("s", secretIn(file.formatted("_transform: false,")));
    }

    @Test
    void takesSnapshotsAsTheyAre() {
        ObjectNode row = validator.forInsert(type, document("s", ALICE)).put("consumer", ALICE);

        assertEquals(
                "s sealed for " + ALICE,
                validator.forSnapshot(type, row).get("secret").asText());
    }

    @Test
    void doesNotStartWithATransformationThatNobodyProvides() {
        MalformedSchemaException refusal =
                assertThrows(MalformedSchemaException.class, () -> PluginDefinition.read(stream("""
                        name: broken
                        entities: [{name: b, transformations: [{input: [a], apply: nobody}], fields: [{a: {type: string}}]}]
                        """)));

        assertTrue(refusal.getMessage().contains("'nobody' is unknown"), refusal.getMessage());
    }

    private String secretIn(String file) {
        return new DeclarativeConfig(catalog)
                .parse(file)
                .rows("sealed")
                .get(0)
                .get("secret")
                .asText();
    }

    private void assertRefused(String message, ObjectNode stored, ObjectNode patch) {
        assertEquals(
                message,
                assertThrows(EntityException.class, () -> validator.forUpdate(type, stored, patch))
                        .getMessage());
    }

    private static ObjectNode document(String secret, String consumer) {
        return json("{secret: " + secret + ", consumer: {id: " + consumer + "}}");
    }

    private static ObjectNode json(String yaml) {
        return (ObjectNode) YamlDocument.parse(yaml);
    }

    private static ByteArrayInputStream stream(String yaml) {
        return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
