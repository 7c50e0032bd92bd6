package io.gatehouse.plugins.correlationid;

import io.gatehouse.plugin.Exchange;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One UUID for the life of the node, {@code #}, and a number that counts from 1. */
final class CountingIdGenerator implements IdGenerator {
    private final String prefix = UUID.randomUUID() + "#";
    private final AtomicLong counter = new AtomicLong();

    @Override
    public String next(Exchange exchange) {
        return prefix + counter.incrementAndGet();
    }
}
