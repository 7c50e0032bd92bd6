package io.gatehouse.model.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the entries of {@code *_listen} settings. HTTP and stream listeners know different flags. */
enum ListenerSyntax {
    HTTP("ssl", "http2", "proxy_protocol", "deferred", "bind", "reuseport"),
    STREAM("udp", "ssl", "proxy_protocol", "bind", "reuseport");

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%\\w]+]|[^\\s\\[\\]:]+):(\\d{1,5})");
    private static final Pattern KEEP_ALIVE = Pattern.compile("(\\w*):(\\w*):(\\d*)");

    private final List<String> flags;

    ListenerSyntax(String... flags) {
        this.flags = List.of(flags);
    }

    /**
     * Reads all entries of one setting.
     *
     * @return the listeners; empty when the first entry is {@code off} or there is none
     * @throws IllegalArgumentException when an entry has another form; the message says which form is right
     */
    List<Listener> read(String key, List<String> entries) {
        if (entries.isEmpty() || entries.get(0).equals("off")) {
            return List.of();
        }
        List<Listener> listeners = new ArrayList<>();
        for (String entry : entries) {
            listeners.add(readEntry(entry).orElseThrow(() -> new IllegalArgumentException(form(key))));
        }
        return List.copyOf(listeners);
    }

    private Optional<Listener> readEntry(String entry) {
        String[] words = entry.split("\\s+");
        Matcher address = ADDRESS.matcher(words[0]);
        if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
            return Optional.empty();
        }
        String host = address.group(1).replaceAll("[\\[\\]]", "");
        Set<String> set = new HashSet<>();
        OptionalInt backlog = OptionalInt.empty();
        Optional<Boolean> ipv6Only = Optional.empty();
        Optional<Listener.KeepAlive> keepAlive = Optional.empty();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (flags.contains(word)) {
                set.add(word);
            } else if (word.matches("backlog=\\d{1,9}")) {
                backlog = OptionalInt.of(Integer.parseInt(word.substring("backlog=".length())));
            } else if (word.matches("ipv6only=(on|off)")) {
                ipv6Only = Optional.of(word.endsWith("on"));
            } else if (word.startsWith("so_keepalive=")) {
                keepAlive = keepAlive(word.substring("so_keepalive=".length()));
                if (keepAlive.isEmpty()) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Listener(
                host,
                Integer.parseInt(address.group(2)),
                set.contains("ssl"),
                set.contains("http2"),
                set.contains("proxy_protocol"),
                set.contains("deferred"),
                set.contains("bind"),
                set.contains("reuseport"),
                set.contains("udp"),
                backlog,
                ipv6Only,
                keepAlive,
                entry));
    }

    private static Optional<Listener.KeepAlive> keepAlive(String value) {
        if (value.equals("on") || value.equals("off")) {
            return Optional.of(new Listener.KeepAlive(
                    value.equals("on"), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), value));
        }
        Matcher parts = KEEP_ALIVE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Listener.KeepAlive(
                    true, seconds(parts.group(1)), seconds(parts.group(2)), number(parts.group(3)), value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OptionalInt seconds(String text) {
        return text.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.toIntExact(Quantity.duration(text).toSeconds()));
    }

    private static OptionalInt number(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private String form(String key) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(
                "backlog=%d+",
                "ipv6only=on", "ipv6only=off", "so_keepalive=on", "so_keepalive=off", "so_keepalive=%w*:%w*:%d*"));
        return key + " must be of form: [off] | <ip>:<port> [" + String.join("] [", all) + "], [... next entry ...]";
    }
}
