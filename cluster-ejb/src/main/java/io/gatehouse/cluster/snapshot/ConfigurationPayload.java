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
    private final Set<String> types;
    private final byte[] bytes;

    /**
     * @param name its revision, where a greater one is newer, its content, and its hash
     * @param plugins names of the plugins that the exported configuration uses
     * @param types entity types of which it has rows
     * @param bytes the {@code reconfigure} message, gzip of JSON
     */
    public ConfigurationPayload(Name name, Set<String> plugins, Set<String> types, byte[] bytes) {
        this.name = name;
        this.plugins = Set.copyOf(plugins);
        this.types = Set.copyOf(types);
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

    public Set<String> types() {
        return types;
    }

    /** The same configuration in another form. */
    public ConfigurationPayload withBytes(byte[] form) {
        return new ConfigurationPayload(name, plugins, types, form);
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
