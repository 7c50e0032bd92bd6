package io.gatehouse.cluster.session;

import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.cluster.snapshot.ConfigurationSource;
import io.gatehouse.cluster.snapshot.DeltaHistory.DeltaFrame;
import io.gatehouse.cluster.snapshot.PublishedConfiguration;
import io.gatehouse.model.link.delta.Name;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what a data plane that takes deltas gets next, from what it has been sent so far. Not thread-safe: its session guards it.
 */
final class DeltaFeed {

    private final ConfigurationSource source;
    private final int maxPayload;
    private final Predicate<Set<String>> fits;

    /** Content that the data plane has once it took all that was sent; null before it told where it is. */
    private String at;

    private String refused;
    private boolean wantsAll;
    private Optional<ConfigurationPayload> all = Optional.empty();
    private Optional<Name> told = Optional.empty();
    /** Must follow a whole configuration, for that does not tell its content. */
    private Optional<Name> owed = Optional.empty();

    /**
     * @param maxPayload largest frame that the data plane takes, bytes
     * @param fits whether the data plane has all of these plugins
     */
    DeltaFeed(ConfigurationSource source, int maxPayload, Predicate<Set<String>> fits) {
        this.source = source;
        this.maxPayload = maxPayload;
        this.fits = fits;
    }

    /** The data plane has this content and asks for what is newer. */
    void resume(String content) {
        at = content;
        refused = null;
        wantsAll = false;
        all = Optional.empty();
        told = Optional.empty();
        owed = Optional.empty();
    }

    /** The data plane stays with this content, and does not want the one that was sent last. */
    void refused(String content) {
        String sent = at;
        resume(content);
        refused = sent;
    }

    /** Whether nothing but the whole configuration will do. */
    boolean wantsAll() {
        return wantsAll;
    }

    /** Takes the whole configuration, if it is wanted. */
    void offer(ConfigurationPayload payload) {
        if (wantsAll) {
            all = Optional.of(payload);
        }
    }

    /** The content of the next frame; empty when the data plane has what it can have. */
    Optional<byte[]> next() {
        if (owed.isPresent()) {
            told = owed;
            owed = Optional.empty();
            return told.map(Name::encode);
        }
        Optional<PublishedConfiguration> newest = source.history().newest();
        if (at == null || newest.isEmpty()) {
            return Optional.empty();
        }
        if (newest.get().content().equals(at)) {
            wantsAll = false;
            return name(at);
        }
        if (newest.get().content().equals(refused) || !fits.test(newest.get().plugins())) {
            wantsAll = false;
            return Optional.empty();
        }
        return wantsAll ? whole() : delta();
    }

    private Optional<byte[]> delta() {
        Optional<DeltaFrame> frame = source.history().since(at).filter(delta -> delta.bytes().length <= maxPayload);
        if (frame.isEmpty()) {
            wantsAll = true;
            all = source.current();
            return whole();
        }
        at = frame.get().target().content();
        return Optional.of(frame.get().bytes());
    }

    private Optional<byte[]> whole() {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ConfigurationPayload payload = all.get();
        all = Optional.empty();
        wantsAll = false;
        at = payload.name().content();
        owed = Optional.of(payload.name());
        return Optional.of(payload.bytes());
    }

    private Optional<byte[]> name(String content) {
        Optional<Name> name = source.name().filter(known -> known.content().equals(content));
        if (name.isEmpty() || name.equals(told)) {
            return Optional.empty();
        }
        told = name;
        return name.map(Name::encode);
    }
}
