package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityServiceTest {
    @Test
    void x() throws JsonProcessingException {
        TestEntities e = TestEntities.open();
        ObjectNode s = e.service()
                .create(
                        e.type("services"),
                        (ObjectNode) new ObjectMapper().readTree("{\"name\":\"s1\",\"host\":\"a.b\",\"tags\":[\"x\"]}"),
                        Optional.empty());
        System.out.println(s);
        assertEquals(
                s,
                e.service()
                        .find(e.type("services"), EntityKey.parse(e.type("services"), "s1"), Optional.empty())
                        .orElseThrow());
    }
}
