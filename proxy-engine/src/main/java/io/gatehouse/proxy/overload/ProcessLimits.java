package io.gatehouse.proxy.overload;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What this process may use.
 *
 * @param descriptors open files, sockets included ({@code ulimit -n}); {@link Long#MAX_VALUE} where that is not known
 * @param heapBytes most memory for objects ({@code -Xmx})
 * @param networkBytes most memory for bytes in flight ({@code -XX:MaxDirectMemorySize}, by default as much as the heap)
 */
public record ProcessLimits(long descriptors, long heapBytes, long networkBytes) {
    /** For listeners, files, the links and DNS. */
    private static final long RESERVED_DESCRIPTORS = 256;
    /** A connection with a long head takes this much; most take a quarter. */
    private static final long HEAP_PER_CONNECTION = 32 << 10;

    private static final Path PROC_LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";

    /** Reads them from the running process. */
    public static ProcessLimits read() {
        return new ProcessLimits(openFiles(), Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory());
    }

    private static long openFiles() {
        try {
            for (String line : Files.readAllLines(PROC_LIMITS)) {
                if (line.startsWith(OPEN_FILES)) {
                    String soft = line.substring(OPEN_FILES.length()).trim().split("\\s+")[0];
                    return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            // other systems keep it elsewhere; the limit then shows itself when it is reached
        }
        return Long.MAX_VALUE;
    }

    /**
     * Most client connections at a time: each may need a second descriptor for its upstream.
     *
     * @param configured most connections of clients and to upstreams together, as the settings say
     */
    public int clientConnections(OptionalInt configured) {
        long most = Math.min((descriptors - RESERVED_DESCRIPTORS) / 2, heapBytes / HEAP_PER_CONNECTION);
        if (configured.isPresent()) {
            most = Math.min(most, configured.getAsInt() / 2);
        }
        return (int) Math.max(1, Math.min(most, Integer.MAX_VALUE));
    }
}
