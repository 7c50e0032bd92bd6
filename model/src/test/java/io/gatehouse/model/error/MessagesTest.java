package io.gatehouse.model.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void printsKeysOnOneLine() {
        assertEquals(
                "{consumer=null,name=\"key-auth\",route={id=\"x\"}}",
                TreePrinter.compactKey(json("{\"name\":\"key-auth\",\"route\":{\"id\":\"x\"},\"consumer\":null}")));
        assertEquals("{id=\"userdata: NULL\"}", TreePrinter.compact(json("{\"id\":null}")));
        assertEquals(
                "{[\"@a\"]=1,_b=0.5,[\"end\"]=true}", TreePrinter.compact(json("{\"_b\":0.5,\"end\":true,\"@a\":1}")));
        assertEquals("{}", TreePrinter.compact(json("{}")));
    }

    @Test
    void quotesLikeTheOriginal() {
        assertEquals("{a=\"tab\\9x\"}", TreePrinter.compact(json("{\"a\":\"tab\\tx\"}")));
        assertEquals("{a=\"\\\"\\\\\"}", TreePrinter.compact(json("{\"a\":\"\\\"\\\\\"}")));
        assertEquals("{a=[[q\"uo'te\nl]]}", TreePrinter.compact(json("{\"a\":\"q\\\"uo'te\\nl\"}")));
        assertEquals("{a=[=[]] x\n]=]}", TreePrinter.compact(json("{\"a\":\"]] x\\n\"}")));
    }

    @Test
    void leavesHolesInLists() {
        assertEquals("{services={[2]=\"twice\"}}", TreePrinter.compact(json("{\"services\":[null,\"twice\"]}")));
    }

    @Test
    void printsDeepTreesOnSeveralLines() {
        ObjectNode errors = json("{\"healthchecks\":{\"active\":{\"healthy\":{\"http_statuses\":[\"a\",\"b\"],"
                + "\"interval\":\"c\"},\"timeout\":\"d\"},\"foo\":\"e\"}}");
        assertEquals("""
                2 schema violations (healthchecks.active: {
                  healthy = {
                    http_statuses = {
                      "a",
                      "b"
                    },
                    interval = "c"
                  },
                  timeout = "d"
                }; healthchecks.foo: e)""", EntityException.schemaViolation(errors).getMessage());
    }

    @Test
    void speaksOfTheEntityFirstAndThenOfFieldsInOrder() {
        ObjectNode errors = json("{\"b\":\"2\",\"@entity\":[\"whole\"],\"a\":[null,\"1\"]}");
        assertEquals(
                "3 schema violations (whole; a.2: 1; b: 2)",
                EntityException.schemaViolation(errors).getMessage());
    }

    @Test
    void envelopesCarryWhatTheirKindHas() {
        assertEquals(
                json(
                        "{\"code\":7,\"name\":\"invalid offset\",\"message\":\"'x' is not a valid offset: bad base64 encoding\"}"),
                EntityException.invalidOffset("x", "bad base64 encoding").toDocument());
        assertEquals(
                json(
                        "{\"code\":4,\"name\":\"foreign key violation\",\"message\":\"the foreign key '{id=\\\"1\\\"}' does not "
                                + "reference an existing 'services' entity.\",\"fields\":{\"service\":{\"id\":\"1\"}}}"),
                EntityException.foreignKeyMissing("service", json("{\"id\":\"1\"}"), "services")
                        .toDocument());
        assertEquals(
                "UNIQUE violation detected on '{name=\"s1\"}'",
                EntityException.uniqueViolation(json("{\"name\":\"s1\"}")).getMessage());
        assertEquals(
                409,
                EntityException.uniqueViolation(json("{\"name\":\"s1\"}"))
                        .code()
                        .status());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Recordings.parse(text);
    }
}
