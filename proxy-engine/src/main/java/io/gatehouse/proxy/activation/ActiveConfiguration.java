package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.Declaration;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.cache.Position;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.config.GatewayConfig;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The configuration that requests are served with, and the only way to change it. {@link #get} is one volatile read; the
 * other methods do their work on the caller's thread, one at a time, and must not be called on an event loop.
 */
public final class ActiveConfiguration implements Supplier<GatewayConfig> {
    /** Rows of these types alone configure nothing. */
    private static final Set<String> INTERNAL_TYPES = Set.of("workspaces");

    private final DeclarativeConfig reader;
    private final Compiler compiler;
    private volatile GatewayConfig current;
    /** Names the current one; may become known later than its rows. */
    private volatile String hash = ConfigHash.EMPTY;

    private volatile Position position = Position.UNKNOWN;
    private volatile Activations activations = Activations.NONE;
    private volatile ConfigTable table = ConfigTable.empty();
    private Declaration declaration = Declaration.NONE;

    /** Turns a validated table into what serves requests; refuses with a message that names entity and field. */
    @FunctionalInterface
    public interface Compiler {
        GatewayConfig compile(ConfigTable table, String hash);
    }

    /** Starts with the empty configuration, which answers every request with 404. */
    public ActiveConfiguration(DeclarativeConfig reader, Compiler compiler) {
        this.reader = reader;
        this.compiler = compiler;
        this.current = compiler.compile(ConfigTable.empty(), ConfigHash.EMPTY);
    }

    @Override
    public GatewayConfig get() {
        return current;
    }

    /** Hash of the configuration in use: 32 characters, all zeros when there is none. */
    public String hash() {
        return hash;
    }

    /** What has become of everything that was given so far. */
    public Activations activations() {
        return activations;
    }

    /** Where deltas can go on from. */
    public Position position() {
        return position;
    }

    /** The rows in use, in the form in which they were received. May be called on an event loop. */
    public ConfigTable table() {
        return table;
    }

    /** Why this node has nothing to serve; empty when it has. */
    public Optional<String> obstacle() {
        return hash().equals(ConfigHash.EMPTY)
                ? Optional.of("no configuration available (empty configuration present)")
                : Optional.empty();
    }

    /**
     * Takes a table as a control plane sends it, or as the cache kept it.
     *
     * @param from where deltas can go on from, as far as that is known
     * @throws EntityException when it is invalid; the running configuration stays
     * @throws ConfigException when it is valid, but cannot be served; the running configuration stays
     */
    public synchronized void receive(ObjectNode configTable, String hash, Position from) {
        activate(countingRefusals(() -> reader.receive(configTable)), hash);
        position = from;
    }

    /**
     * Takes changes of the configuration in use.
     *
     * @param changes at most one for each row; their rows are taken over
     * @param to where that leads; its content is the hash until a better one is {@linkplain #name known}
     * @throws EntityException when the result is invalid; the running configuration stays
     * @throws ConfigException when it is valid, but cannot be served; the running configuration stays
     */
    public synchronized void change(Collection<Change> changes, Position to) {
        activate(countingRefusals(() -> reader.apply(table, changes)), to.content());
        position = to;
    }

    /** Gives the configuration in use its names. */
    public synchronized void name(String hash, Position position) {
        this.hash = isNothing(table) ? ConfigHash.EMPTY : hash;
        this.position = position;
    }

    /**
     * Takes a declarative document as users write it. What it has in common with the one declared before costs next to nothing.
     *
     * @param document is taken over
     * @param hash what names it from now on
     * @throws EntityException when it is invalid; the running configuration stays
     * @throws ConfigException when it is valid, but cannot be served; the running configuration stays
     */
    public synchronized void declare(ObjectNode document, String hash) {
        Declaration declared = countingRefusals(() -> reader.read(document, declaration));
        activate(declared.table(), hash);
        declaration = declared;
        position = Position.UNKNOWN;
    }

    private void activate(ConfigTable next, String name) {
        String known = isNothing(next) ? ConfigHash.EMPTY : name;
        current = countingRefusals(() -> compiler.compile(next, known));
        activations = activations.withApplied(System.currentTimeMillis());
        table = next;
        declaration = Declaration.NONE;
        hash = known;
    }

    private <T> T countingRefusals(Supplier<T> step) {
        try {
            return step.get();
        } catch (EntityException | ConfigException refused) {
            activations = activations.withRefused();
            throw refused;
        }
    }

    private static boolean isNothing(ConfigTable table) {
        return INTERNAL_TYPES.containsAll(table.types());
    }
}
