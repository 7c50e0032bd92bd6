package io.gatehouse.proxy.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code resolv.conf} says of names and waiting; its name servers are read elsewhere.
 *
 * @param search domains that short names are looked for in, in this order
 * @param dots a name with fewer dots is short
 * @param timeout of one question
 * @param attempts most questions for one name and type
 */
public record ResolverFile(List<String> search, int dots, Duration timeout, int attempts) {
    /** Names are taken as they are. */
    public static final ResolverFile NONE = new ResolverFile(List.of(), 1, Duration.ofSeconds(2), 5);

    private static final Logger LOG = LoggerFactory.getLogger(ResolverFile.class);
    private static final int MOST_DOTS = 15;

    /**
     * Reads a file; one that cannot be read says nothing.
     *
     * @param environment of which {@code LOCALDOMAIN} and {@code RES_OPTIONS} come before the file
     */
    static ResolverFile read(Path file, Map<String, String> environment) {
        List<String> search = List.of();
        List<String> options = new ArrayList<>();
        for (String line : lines(file)) {
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            List<String> values = words.subList(1, words.size());
            switch (words.get(0)) {
                case "search", "domain" -> search = values;
                case "options" -> options.addAll(values);
                default -> {}
            }
        }
        String localDomain = environment.getOrDefault("LOCALDOMAIN", "");
        options.addAll(words(environment.getOrDefault("RES_OPTIONS", "")));
        return new ResolverFile(
                List.copyOf(localDomain.isBlank() ? search : words(localDomain)),
                Math.min(number(options, "ndots:", NONE.dots), MOST_DOTS),
                Duration.ofSeconds(Math.max(1, number(options, "timeout:", (int) NONE.timeout.toSeconds()))),
                Math.max(1, number(options, "attempts:", NONE.attempts)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); short names are not looked for in other domains", file, e.getMessage());
            return List.of();
        }
    }

    private static List<String> words(String line) {
        String text = line.replaceFirst("[#;].*", "").strip();
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
    }

    /** The last one counts. */
    private static int number(List<String> options, String key, int otherwise) {
        int value = otherwise;
        for (String option : options) {
            String text = option.startsWith(key) ? option.substring(key.length()) : "";
            if (!text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                value = Integer.parseInt(text);
            }
        }
        return value;
    }

    /** The names that are asked for in place of a name, in this order. One that ends with a dot is complete. */
    List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        List<String> candidates = new ArrayList<>();
        search.forEach(domain -> candidates.add(name + "." + domain));
        boolean isShort = name.chars().filter(c -> c == '.').count() < dots;
        candidates.add(isShort ? candidates.size() : 0, name);
        return candidates;
    }
}
