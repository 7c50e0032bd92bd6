package io.gatehouse.plugins.basicauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    private static final String CONSUMER = "abcdef11-2222-4333-8444-555555555501";

    @Test
    void isTheOneThatOtherNodesCompute() {
        // recorded
        assertEquals(
                "fc3b2c4acbccb52f84c376acf8b6288126202844",
                PasswordHash.of("open sesame", "11111111-2222-4333-8444-555555555501"));
        assertEquals(PasswordHash.of("ä", CONSUMER), PasswordHash.of("ä", CONSUMER.toUpperCase()));
    }
}
