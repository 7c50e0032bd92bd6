package io.gatehouse.acceptance.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The TCP sockets of one process at one moment, as Linux shows them under {@code /proc}.
 *
 * @param listening its ports
 * @param dialled remote ports of the established connections that it opened itself
 */
public record Connections(Set<Integer> listening, Set<Integer> dialled) {
    private static final String ESTABLISHED = "01";
    private static final String LISTEN = "0A";

    private record Entry(int localPort, int remotePort, String state) {}

    public static Connections of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<Entry> entries = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc", Long.toString(pid), "net", table);
            try (Stream<String> lines = Files.lines(file)) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> inodes.contains(words[9]))
                        .forEach(words -> entries.add(new Entry(port(words[1]), port(words[2]), words[3])));
            }
        }
        Set<Integer> listening = entries.stream()
                .filter(entry -> entry.state().equals(LISTEN))
                .map(Entry::localPort)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> dialled = entries.stream()
                .filter(entry -> entry.state().equals(ESTABLISHED) && !listening.contains(entry.localPort()))
                .map(Entry::remotePort)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Connections(listening, dialled);
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (NoSuchFileException closed) {
                    // meanwhile; it is not a connection that stays
                    continue;
                }
            }
        }
        return inodes;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
