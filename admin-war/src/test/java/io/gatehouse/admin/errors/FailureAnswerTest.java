package io.gatehouse.admin.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.admin.errors.ErrorAnswer;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.error.EntityException;
import org.junit.jupiter.api.Test;

class FailureAnswerTest {

    @Test
    void answersRefusalsWithTheirEnvelope() {
        ErrorAnswer answer = FailureAnswer.of(EntityException.schemaViolation("host", "required field missing"));
        assertEquals(400, answer.status());
        assertEquals(2, answer.document().path("code").asInt());
        assertEquals(
                "schema violation (host: required field missing)",
                answer.document().path("message").asText());
        assertFalse(answer.unexpected());
    }

    @Test
    void findsRefusalsThatTheContainerWrapped() {
        EntityException refusal = EntityException.invalidSize("size must be a number");
        assertEquals(
                400,
                FailureAnswer.of(new IllegalStateException("wrapped", refusal)).status());
    }

    @Test
    void answersPlainMessages() {
        ErrorAnswer answer = FailureAnswer.of(MessageException.notFound());
        assertEquals(404, answer.status());
        assertEquals("{\"message\":\"Not found\"}", answer.document().toString());
    }

    @Test
    void tellsNothingOfUnexpectedFailures() {
        ErrorAnswer answer = FailureAnswer.of(new IllegalStateException("password=secret"));
        assertEquals(500, answer.status());
        assertEquals(
                "{\"message\":\"An unexpected error occurred\"}",
                answer.document().toString());
        assertTrue(answer.unexpected());
    }
}
