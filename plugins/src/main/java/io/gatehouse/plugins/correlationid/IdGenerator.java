package io.gatehouse.plugins.correlationid;

import io.gatehouse.plugin.Exchange;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the id of an exchange. Thread-safe. */
@FunctionalInterface
interface IdGenerator {

    String next(Exchange exchange);

    /** A random UUID; ids need not be secret, so the quick source of randomness is enough. */
    static IdGenerator uuid() {
        return exchange -> randomUuid().toString();
    }

    static UUID randomUuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
