package io.gatehouse.admin.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class TrafficTest {

    @Test
    void countsRequestsAndTheConnectionsThatCarryThem() {
        Traffic traffic = new Traffic();
        traffic.begin("127.0.0.1 1000");
        traffic.end();
        traffic.begin("127.0.0.1 1000");
        traffic.begin("127.0.0.1 1001");
        ObjectNode numbers = traffic.describe();
        assertEquals(3, numbers.path("total_requests").asInt());
        assertEquals(2, numbers.path("connections_accepted").asInt());
        assertEquals(2, numbers.path("connections_active").asInt());
        assertEquals(2, numbers.path("connections_writing").asInt());
        assertEquals(0, numbers.path("connections_waiting").asInt());
    }
}
