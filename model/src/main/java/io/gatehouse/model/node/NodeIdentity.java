package io.gatehouse.model.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a node is.
 *
 * @param id one UUID for the life of the node's prefix, kept there in {@code kong.id}
 * @param hostname the machine's name as its users know it
 */
public record NodeIdentity(String id, String hostname) {
    private static final Logger LOG = LoggerFactory.getLogger(NodeIdentity.class);

    /**
     * Reads the identity of the node with this prefix, or gives it one.
     *
     * @param configured the setting {@code node_id}, which wins
     * @throws IOException when a new id cannot be written
     */
    public static NodeIdentity of(Path prefix, Optional<String> configured) throws IOException {
        return new NodeIdentity(
                configured.isPresent() ? configured.get() : fromFile(prefix.resolve("kong.id")), machineName());
    }

    private static String fromFile(Path file) throws IOException {
        if (Files.exists(file)) {
            String text = Files.readString(file).trim();
            if (isUuid(text)) {
                return text;
            }
            LOG.warn("{} holds no UUID; this node gets a new id", file);
        }
        String fresh = UUID.randomUUID().toString();
        Path draft = file.resolveSibling("kong.id.new");
        Files.writeString(draft, fresh);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return fresh;
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text) != null;
        } catch (IllegalArgumentException notAUuid) {
            return false;
        }
    }

    /** The resolver is asked only where the kernel does not tell. */
    private static String machineName() {
        try {
            Path kernel = Path.of("/proc/sys/kernel/hostname");
            return Files.isReadable(kernel)
                    ? Files.readString(kernel).trim()
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        } catch (IOException unreadable) {
            return "localhost";
        }
    }
}
