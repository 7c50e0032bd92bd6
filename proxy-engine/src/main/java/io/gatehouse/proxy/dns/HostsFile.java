package io.gatehouse.proxy.dns;

import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of {@code /etc/hosts}, and {@code localhost} whether or not it is there. Immutable. */
final class HostsFile {
    private static final Logger LOG = LoggerFactory.getLogger(HostsFile.class);
    private static final long FOR_EVER_NANOS = TimeUnit.DAYS.toNanos(3650);

    private final Map<String, List<InetAddress>> ipv4 = new HashMap<>();
    private final Map<String, List<InetAddress>> ipv6 = new HashMap<>();

    private HostsFile() {}

    static HostsFile read(Path file) {
        HostsFile hosts = new HostsFile();
        hosts.ipv4.put("localhost", List.of(loopback(4)));
        hosts.ipv6.put("localhost", List.of(loopback(16)));
        if (!Files.exists(file)) {
            LOG.warn("hosts file {} does not exist; names are asked from name servers only", file);
            return hosts;
        }
        try {
            HostsFileEntriesProvider entries = HostsFileEntriesProvider.parser().parse(file.toFile());
            entries.ipv4Entries()
                    .forEach(
                            (name, addresses) -> hosts.ipv4.put(name.toLowerCase(Locale.ROOT), List.copyOf(addresses)));
            entries.ipv6Entries()
                    .forEach(
                            (name, addresses) -> hosts.ipv6.put(name.toLowerCase(Locale.ROOT), List.copyOf(addresses)));
        } catch (IOException e) {
            LOG.warn("hosts file {} cannot be read ({}); names are asked from name servers only", file, e.getMessage());
        }
        return hosts;
    }

    private static InetAddress loopback(int length) {
        byte[] address = length == 4 ? new byte[] {127, 0, 0, 1} : new byte[16];
        address[length - 1] = 1;
        try {
            return InetAddress.getByAddress("localhost", address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes is always one", e);
        }
    }

    /** The addresses of the first wanted kind that the file has; empty when it does not know the name. */
    List<InetAddress> addresses(String name, List<RecordType> order) {
        for (RecordType type : order) {
            List<InetAddress> found = switch (type) {
                case A -> ipv4.getOrDefault(name, List.of());
                case AAAA -> ipv6.getOrDefault(name, List.of());
                case SRV -> List.of();
            };
            if (!found.isEmpty()) {
                return found;
            }
        }
        return ipv4.getOrDefault(name, ipv6.getOrDefault(name, List.of()));
    }

    Answer answer(String name, List<InetAddress> addresses) {
        RecordType type = addresses.get(0).getAddress().length == 4 ? RecordType.A : RecordType.AAAA;
        return Answer.of(
                addresses.stream()
                        .map(address -> new ResolvedAddress(address, name, 0, 0))
                        .toList(),
                type,
                System.nanoTime() + FOR_EVER_NANOS);
    }
}
