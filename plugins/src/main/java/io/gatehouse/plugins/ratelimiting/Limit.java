package io.gatehouse.plugins.ratelimiting;

/**
 * How many requests a period allows, and how clients are told.
 *
 * @param allowed above 0; need not be whole
 */
record Limit(Period period, double allowed, String text, String limitHeader, String remainingHeader) {

    static Limit of(Period period, double allowed) {
        return new Limit(
                period,
                allowed,
                DecimalText.of(allowed),
                "X-RateLimit-Limit-" + period.title(),
                "X-RateLimit-Remaining-" + period.title());
    }

    /** What is left after some requests; 0 or less when the limit is reached. */
    double left(long used) {
        return allowed - used;
    }
}
