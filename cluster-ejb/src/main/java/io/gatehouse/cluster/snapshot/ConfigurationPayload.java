package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.link.delta.Name;
import java.util.Set;

/**
 * One configuration, ready to be sent: encoded once and shared by every session that gets it. Immutable; nobody may write into
 * {@link #bytes()}.
 */
public final class ConfigurationPayload {

    private final Name name;
    private final Set<String> plugins;
    private final byte[] bytes;

    /**
     * @param name its revision, where a greater one is newer, its content, and its hash
     * @param plugins names of the plugins that the exported configuration uses
     * @param bytes the {@code reconfigure} message, gzip of JSON
     */
    public ConfigurationPayload(Name name, Set<String> plugins, byte[] bytes) {
        this.name = name;
        this.plugins = Set.copyOf(plugins);
        this.bytes = bytes;
    }

    public Name name() {
        return name;
    }

    public long revision() {
        return name.revision();
    }

    /** Configuration hash, 32 hexadecimal characters. */
    public String hash() {
        return name.hash();
    }

    public Set<String> plugins() {
        return plugins;
    }

    /** The content of the frame; shared, read only. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "revision " + revision() + ", hash " + hash() + ", " + bytes.length + " bytes";
    }
}
