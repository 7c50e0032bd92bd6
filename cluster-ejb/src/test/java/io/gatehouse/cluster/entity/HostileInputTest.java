package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that PostgreSQL would choke on is refused before it gets there. */
class HostileInputTest {

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'username':'a\\u0000b'}",
                "{'username':'a','tags':['\\u0000']}",
                "{'username':'a','created_at':99999999999999}",
                "{'username':'a','created_at':9223372036854775807}",
                "{'username':'a','created_at':1e300}",
            })
    void refusesFieldsThatCannotBeStored(String document) {
        EntityException error = assertThrows(EntityException.class, () -> entities.create("consumers", document));

        assertEquals(2, error.code().number(), error.getMessage());
    }

    @Test
    void refusesNulInsideJson() {
        assertEquals(
                2,
                assertThrows(
                                EntityException.class,
                                () -> entities.create(
                                        "plugins", "{'name':'request-termination','config':{'message':'\\u0000'}}"))
                        .code()
                        .number());
    }

    @Test
    void refusesKeysWithNul() {
        assertEquals(
                10,
                assertThrows(EntityException.class, () -> entities.find("consumers", "a\0b"))
                        .code()
                        .number());
        assertEquals(
                11,
                assertThrows(EntityException.class, () -> TagFilter.parse("a\0"))
                        .code()
                        .number());
        assertEquals(
                2,
                assertThrows(
                                EntityException.class,
                                () -> entities.create("keyauth_credentials", "{'consumer':{'username':'a\\u0000'}}"))
                        .code()
                        .number());
    }

    @Test
    void keepsTextThatLooksLikeSqlOrArrays() {
        String odd = "x'); DROP TABLE consumer; -- {\"a\\\\\",NULL} ?1 :name #p ü😀";
        ObjectNode created = entities.service()
                .create(entities.type("consumers"), TestEntities.json("{}").put("username", odd), Optional.empty());

        assertEquals(odd, created.path("username").textValue());
        assertEquals(Optional.of(created), entities.find("consumers", odd));
        assertEquals(
                created.path("id"),
                entities.put("consumers", odd, "{'tags':['NULL','{}',' ']}").path("id"));
        assertEquals(
                "[\"NULL\",\"{}\",\" \"]",
                entities.find("consumers", odd).orElseThrow().path("tags").toString());
    }
}
