package io.gatehouse.proxy.dns;

import io.gatehouse.proxy.dns.Answer.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A name that is resolved again and again. {@link #known()} costs one volatile read; at most one query is under way, unless
 * the settings will have it otherwise.
 * Thread-safe.
 */
public final class HostName {
    private final String name;
    private final long staleNanos;
    private final long errorNanos;
    private final boolean shared;
    private final Function<HostName, CompletionStage<Answer>> query;
    private final NameCounters counters = new NameCounters();
    private final AtomicReference<CompletableFuture<Answer>> underWay = new AtomicReference<>();
    private volatile Optional<Answer> answer = Optional.empty();
    private volatile long refreshAt;

    HostName(String name, DnsSettings settings, Function<HostName, CompletionStage<Answer>> query) {
        this.name = name;
        this.staleNanos = settings.staleFor().toNanos();
        this.errorNanos = settings.errorFor().toNanos();
        this.shared = settings.shared();
        this.query = query;
    }

    public String name() {
        return name;
    }

    NameCounters counters() {
        return counters;
    }

    /**
     * What is known now. An answer past its time is still given while it may be used stale, and is asked for again;
     * empty: {@link #ask()}.
     */
    public Optional<Answer> known() {
        counters.runs.increment();
        Optional<Answer> known = answer;
        long now = System.nanoTime();
        long past = known.isEmpty() ? 0 : now - known.get().expiresAt();
        if (past < 0) {
            counters.hits.increment();
            return known;
        }
        if (known.isEmpty() || !known.get().found() || past >= staleNanos) {
            counters.misses.increment();
            return Optional.empty();
        }
        counters.stale.increment();
        if (now - refreshAt >= 0) {
            ask();
        }
        return known;
    }

    /**
     * The last answer, be it old or a failure, which is then asked for again; empty only before the first answer. For
     * who has other names to go on with.
     */
    public Optional<Answer> latest() {
        Optional<Answer> last = answer;
        if (last.isPresent() && System.nanoTime() - refreshAt >= 0) {
            ask();
        }
        return last;
    }

    /**
     * Asks the name servers, or joins who already does, unless queries are not to be shared. Completes on any thread, never
     * exceptionally.
     */
    public CompletionStage<Answer> ask() {
        if (!shared) {
            return run().handle((received, failure) -> keep(failure == null ? received : failed(failure)));
        }
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        run().whenComplete((received, failure) -> {
            Answer usable = failure == null ? received : failed(failure);
            Answer kept = keep(usable);
            underWay.set(null);
            mine.complete(kept);
        });
        return mine;
    }

    private CompletionStage<Answer> run() {
        try {
            return query.apply(this);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Answer failed(Throwable failure) {
        return Answer.failed(Failure.ERROR, failure.toString(), System.nanoTime() + errorNanos);
    }

    /** Neither a failure nor an empty answer replaces addresses that may still be used; that a name is gone does. */
    private synchronized Answer keep(Answer received) {
        (received.found() ? counters.succeeded : counters.failed).increment();
        long now = System.nanoTime();
        Optional<Answer> old = answer;
        boolean oldIsUsable =
                old.isPresent() && old.get().found() && now - old.get().expiresAt() < staleNanos;
        if (oldIsUsable && (received.failure() == Failure.ERROR || received.failure() == Failure.EMPTY)) {
            refreshAt = now + errorNanos;
            return old.get();
        }
        refreshAt = received.expiresAt();
        answer = Optional.of(received);
        return received;
    }

    /** The type that answered last, to be asked for first. */
    Optional<RecordType> lastType() {
        return answer.filter(Answer::found).map(Answer::type);
    }
}
