package io.gatehouse.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {
    @ParameterizedTest
    @CsvSource({"0, 0.05", "40, 0.05", "250, 0.25", "999, 0.999", "1000, 1", "5000, 1"})
    void growsWithTime(long age, double share) {
        // the clock may stand anywhere, also shortly before its overflow
        assertEquals(share, new WarmUp(Long.MAX_VALUE - 100, 1000).share(Long.MAX_VALUE - 100 + age));
    }
}
