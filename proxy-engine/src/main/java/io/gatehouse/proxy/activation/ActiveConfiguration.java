package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.config.ConfigException;
import io.gatehouse.proxy.config.GatewayConfig;
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
        return current.hash();
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
     * @throws EntityException when it is invalid; the running configuration stays
     * @throws ConfigException when it is valid, but cannot be served; the running configuration stays
     */
    public synchronized void receive(ObjectNode configTable, String hash) {
        activate(reader.receive(configTable), hash);
    }

    /**
     * Takes a declarative document as users write it.
     *
     * @param text YAML or JSON
     * @param hash what names it from now on: MD5 of the text
     * @return the table it means, complete, for the cache
     * @throws EntityException when it is invalid; the running configuration stays
     * @throws ConfigException when it is valid, but cannot be served; the running configuration stays
     */
    public synchronized ConfigTable declare(String text, String hash) {
        ConfigTable table = reader.parse(text);
        activate(table, hash);
        return table;
    }

    private void activate(ConfigTable table, String hash) {
        String name = INTERNAL_TYPES.containsAll(table.types()) ? ConfigHash.EMPTY : hash;
        current = compiler.compile(table, name);
    }
}
