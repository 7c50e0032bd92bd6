package io.gatehouse.cluster.snapshot;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One configuration, ready to be sent: encoded once and shared by every session that gets it. Immutable; nobody may write into
 * {@link #bytes()}.
 */
public final class ConfigurationPayload {

    private final long revision;
    private final String hash;
    private final Set<String> plugins;
    private final byte[] bytes;

    /**
     * @param revision of the store; a greater one is newer
     * @param hash configuration hash, 32 hexadecimal characters
     * @param plugins names of the plugins that the exported configuration uses
     * @param bytes the {@code reconfigure} message, gzip of JSON
     */
    public ConfigurationPayload(long revision, String hash, Set<String> plugins, byte[] bytes) {
        this.revision = revision;
        this.hash = hash;
        this.plugins = Collections.unmodifiableSet(new TreeSet<>(plugins));
        this.bytes = bytes;
    }

    public long revision() {
        return revision;
    }

    public String hash() {
        return hash;
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
        return "revision " + revision + ", hash " + hash + ", " + bytes.length + " bytes";
    }
}
