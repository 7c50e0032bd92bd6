package io.gatehouse.model.link.telemetry;

import java.util.Optional;

/**
 * What is counted together.
 *
 * @param start the minute in which the requests began: seconds since 1970, a multiple of 60
 * @param service id, empty when no route matched or the route has no service
 * @param route id, empty when none matched
 * @param consumer id, empty when nobody was authenticated
 * @param statusClass first digit of the response's status, 1 to 5
 */
public record TelemetryKey(
        long start, Optional<String> service, Optional<String> route, Optional<String> consumer, int statusClass) {

    /** Length of the time that one key covers, in seconds. */
    public static final int SECONDS = 60;

    /** The beginning of the minute of a moment, both in seconds since 1970. */
    public static long startOf(long epochSecond) {
        return epochSecond - Math.floorMod(epochSecond, SECONDS);
    }
}
