package io.gatehouse.proxy.counter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.plugin.WindowCounters;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All counters of the node. Finding one takes no lock and allocates a key of two references. Counters whose windows are over are
 * removed once a minute, off the event loops; beyond the capacity each new counter displaces an old one. Thread-safe.
 */
public final class CounterStore {
    private static final Logger LOG = LoggerFactory.getLogger(CounterStore.class);

    /** Some 250 bytes each. */
    static final int CAPACITY = 100_000;

    static final long SWEEP_MILLIS = 60_000;

    /** Longer keys, which clients may choose, are kept as their digest. */
    private static final int LONGEST_KEY = 128;
    /** Among so many the one that was not used for longest is displaced. */
    private static final int CANDIDATES = 8;

    private final Clock clock;
    private final Executor background;
    private final int capacity;
    private final ConcurrentHashMap<CounterKey, KeyCounter> counters = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;
    private final AtomicBoolean displacing = new AtomicBoolean();
    private Iterator<Map.Entry<CounterKey, KeyCounter>> candidates =
            counters.entrySet().iterator();

    /** @param background where counters are looked through */
    public CounterStore(Clock clock, Executor background) {
        this(clock, background, CAPACITY);
    }

    CounterStore(Clock clock, Executor background, int capacity) {
        this.clock = clock;
        this.background = background;
        this.capacity = capacity;
        this.nextSweep = new AtomicLong(clock.millis() + SWEEP_MILLIS);
    }

    /** The counters with a name. */
    public WindowCounters named(String name) {
        return key -> counter(new CounterKey(name, key.length() <= LONGEST_KEY ? key : digest(key)));
    }

    private KeyCounter counter(CounterKey key) {
        long now = clock.millis();
        sweepWhenDue(now);
        KeyCounter known = counters.get(key);
        if (known != null) {
            known.used(now);
            return known;
        }
        KeyCounter made = counters.computeIfAbsent(key, absent -> new KeyCounter(now));
        if (counters.mappingCount() > capacity) {
            displace(now);
        }
        return made;
    }

    private void sweepWhenDue(long now) {
        long due = nextSweep.get();
        if (now >= due && nextSweep.compareAndSet(due, now + SWEEP_MILLIS)) {
            try {
                background.execute(() -> counters.values().removeIf(counter -> counter.isExpired(now)));
            } catch (RejectedExecutionException busy) {
                LOG.debug("counters are looked through a minute later: {}", busy.getMessage());
            }
        }
    }

    /** One thread does it for all; the others go on, and there are a few counters too many for a moment. */
    private void displace(long now) {
        if (!displacing.compareAndSet(false, true)) {
            return;
        }
        try {
            while (counters.mappingCount() > capacity) {
                counters.remove(leastUsed(now));
            }
        } finally {
            displacing.set(false);
        }
    }

    private CounterKey leastUsed(long now) {
        CounterKey found = null;
        long lastUsed = Long.MAX_VALUE;
        for (int i = 0; i < CANDIDATES; i++) {
            if (!candidates.hasNext()) {
                candidates = counters.entrySet().iterator();
            }
            Map.Entry<CounterKey, KeyCounter> candidate = candidates.next();
            if (candidate.getValue().isExpired(now)) {
                return candidate.getKey();
            }
            if (candidate.getValue().lastUsed() < lastUsed) {
                lastUsed = candidate.getValue().lastUsed();
                found = candidate.getKey();
            }
        }
        return found;
    }

    /** Number of keys. */
    public long size() {
        return counters.mappingCount();
    }

    private static String digest(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
