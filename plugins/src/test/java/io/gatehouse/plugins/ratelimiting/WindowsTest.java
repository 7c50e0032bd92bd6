package io.gatehouse.plugins.ratelimiting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    private static final Instant LEAP_DAY = Instant.parse("2028-02-29T23:59:58.750Z");

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "SECOND, 2028-02-29T23:59:58Z, 2028-02-29T23:59:59Z",
        "MINUTE, 2028-02-29T23:59:00Z, 2028-03-01T00:00:00Z",
        "HOUR, 2028-02-29T23:00:00Z, 2028-03-01T00:00:00Z",
        "DAY, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z",
        "MONTH, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "YEAR, 2028-01-01T00:00:00Z, 2029-01-01T00:00:00Z"
    })
    void beginAndEndWithTheCalendar(Period period, String start, String end) {
        Windows windows = Windows.at(LEAP_DAY.toEpochMilli());
        assertEquals(millis(start), windows.start(period));
        assertEquals(millis(end), windows.end(period));
    }

    @Test
    void tellWhenTheyEndByTheirNominalLength() {
        Windows windows = Windows.at(millis("2026-11-21T18:30:10.900Z"));
        assertEquals(1, windows.reset(Period.SECOND));
        assertEquals(50, windows.reset(Period.MINUTE));
        assertEquals(1790, windows.reset(Period.HOUR));
        assertEquals(2_592_000 - 20 * 86_400 - 18 * 3600 - 30 * 60 - 10, windows.reset(Period.MONTH));
    }

    @Test
    void endInASecondAtTheLeast() {
        assertEquals(1, Windows.at(millis("2026-10-31T12:00:00Z")).reset(Period.MONTH));
    }

    @Test
    void areKeptForTheSecond() {
        assertEquals(Windows.at(5_000), Windows.at(5_999));
        assertEquals(6_000, Windows.at(6_000).start(Period.SECOND));
        assertEquals(5_000, Windows.at(5_999).start(Period.SECOND));
    }
}
