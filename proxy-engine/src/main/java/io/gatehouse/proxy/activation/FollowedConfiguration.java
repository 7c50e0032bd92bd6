package io.gatehouse.proxy.activation;

import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.link.delta.Applied;
import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.DeltaFrames;
import io.gatehouse.model.link.delta.FromDataPlane;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.link.delta.Refused;
import io.gatehouse.model.link.delta.Resume;
import io.gatehouse.model.link.delta.Snapshot;
import io.gatehouse.model.link.delta.ToDataPlane;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.link.ArrivedFrame;
import io.gatehouse.proxy.link.DeltaReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a control plane change by change. Deltas that wait are applied together; what was applied is reported before it is kept, and
 * kept in one transaction.
 *
 * <p>Where this node stands in the control plane's history is known by the content of the last configuration that it applied. A delta
 * that begins elsewhere is not applied: the node says where it is, and gets one that fits.
 */
public final class FollowedConfiguration implements DeltaReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedConfiguration.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ActiveConfiguration active;
    private final PushedConfiguration whole;
    private final ConfigurationKeeper keeper;
    private final long maxUnpacked;

    /** What came whole and waits for its name. */
    private Optional<Unnamed> unnamed = Optional.empty();

    private record Unnamed(String hash, long latencyMillis) {}

    /** A delta, or several that follow each other. */
    private record Pending(Delta delta, long arrivedNanos) {}

    /**
     * @param whole applies snapshots
     * @param maxUnpacked most bytes that a frame may unpack to
     */
    public FollowedConfiguration(
            ActiveConfiguration active, PushedConfiguration whole, ConfigurationKeeper keeper, long maxUnpacked) {
        this.active = active;
        this.whole = whole;
        this.keeper = keeper;
        this.maxUnpacked = maxUnpacked;
    }

    @Override
    public FromDataPlane resume() {
        unnamed = Optional.empty();
        return new Resume(active.position().content());
    }

    @Override
    public void receive(List<ArrivedFrame> frames, Consumer<FromDataPlane> reports) {
        List<Change> changes = new ArrayList<>();
        String hashBefore = active.hash();
        Position positionBefore = active.position();
        Optional<Pending> pending = Optional.empty();
        for (ArrivedFrame frame : frames) {
            Optional<ToDataPlane> message = DeltaFrames.decode(frame.content(), maxUnpacked);
            if (message.isPresent() && message.get() instanceof Delta delta) {
                pending = Optional.of(join(pending, new Pending(delta, frame.arrivedNanos()), changes, reports));
            } else if (message.isPresent()) {
                pending.ifPresent(delta -> apply(delta, changes, reports));
                pending = Optional.empty();
                if (message.get() instanceof Snapshot snapshot) {
                    // it replaces what these changed
                    changes.clear();
                    take(snapshot.configuration(), frame.arrivedNanos(), reports);
                    hashBefore = active.hash();
                    positionBefore = active.position();
                } else if (message.get() instanceof Name name) {
                    take(name, reports);
                }
            }
        }
        pending.ifPresent(delta -> apply(delta, changes, reports));
        boolean renamed = !hashBefore.equals(active.hash()) || !positionBefore.equals(active.position());
        if (!changes.isEmpty() || renamed) {
            keeper.update(Delta.lastOfEach(changes), active);
        }
    }

    private Pending join(
            Optional<Pending> waiting, Pending next, List<Change> changes, Consumer<FromDataPlane> reports) {
        if (waiting.isEmpty()) {
            return next;
        }
        Delta first = waiting.get().delta();
        if (first.to().equals(next.delta().from())) {
            return new Pending(first.then(next.delta()), waiting.get().arrivedNanos());
        }
        apply(waiting.get(), changes, reports);
        return next;
    }

    private void apply(Pending pending, List<Change> applied, Consumer<FromDataPlane> reports) {
        Delta delta = pending.delta();
        String content = active.position().content();
        if (delta.to().equals(content)) {
            return;
        }
        if (!delta.from().equals(content)) {
            LOG.info(
                    "a delta begins at content {} and this node is at {}; asking for one that fits",
                    delta.from(),
                    content);
            reports.accept(resume());
            return;
        }
        try {
            active.change(delta.changes(), new Position(delta.revision(), delta.to()));
        } catch (EntityException | ConfigException refused) {
            refuse(Refusal.of(delta, content, refused), reports);
            return;
        }
        long latency = (System.nanoTime() - pending.arrivedNanos()) / NANOS_PER_MILLI;
        reports.accept(new Applied(delta.revision(), latency));
        applied.addAll(delta.changes());
        LOG.info(
                "revision {} applied: {} changed rows in {} ms",
                delta.revision(),
                delta.changes().size(),
                latency);
    }

    private void take(Reconfigure snapshot, long arrivedNanos, Consumer<FromDataPlane> reports) {
        try {
            whole.apply(snapshot);
            unnamed = Optional.of(
                    new Unnamed(snapshot.hashes().config(), (System.nanoTime() - arrivedNanos) / NANOS_PER_MILLI));
        } catch (EntityException | ConfigException refused) {
            unnamed = Optional.empty();
            refuse(Refusal.of(snapshot, active.position().content(), refused), reports);
        }
    }

    private void refuse(Refused report, Consumer<FromDataPlane> reports) {
        LOG.error(
                "unable to update running config: bad config received from control plane: {}; configuration {} goes on serving",
                report.message(),
                active.hash());
        reports.accept(report);
    }

    private void take(Name name, Consumer<FromDataPlane> reports) {
        Position position = new Position(name.revision(), name.content());
        Optional<Unnamed> named = unnamed.filter(waiting -> waiting.hash().equals(name.hash()));
        if (named.isPresent() || name.content().equals(active.position().content())) {
            unnamed = Optional.empty();
            if (active.position().revision() != name.revision()) {
                reports.accept(new Applied(
                        name.revision(), named.map(Unnamed::latencyMillis).orElse(0L)));
            }
            active.name(name.hash(), position);
        }
    }

    @Override
    public void rest() {
        keeper.rest();
    }
}
