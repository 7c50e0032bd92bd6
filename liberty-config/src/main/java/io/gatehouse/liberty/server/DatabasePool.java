package io.gatehouse.liberty.server;

import java.time.Duration;

/**
 * The connections to the database.
 *
 * @param size most connections at a time
 * @param idleTime after which an unused connection is closed
 * @param patience how long a request waits for a free connection
 */
public record DatabasePool(int size, Duration idleTime, Duration patience) {}
