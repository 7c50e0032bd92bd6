package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hash by which both ends of the hybrid link name a configuration: MD5 over a canonical text of it. Two control
 * planes with the same configuration, whoever made them, give it the same hash.
 */
public final class ConfigHash {
    /** Stands for a section that does not exist, and for no configuration at all. */
    public static final String EMPTY = "0".repeat(32);

    private static final List<String> SECTIONS = List.of("routes", "services", "plugins", "upstreams", "targets");

    private ConfigHash() {}

    /** Returns all hashes of a {@code config_table}. */
    public static Hashes compute(ObjectNode configTable) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : SECTIONS) {
            JsonNode rows = configTable.get(section);
            sections.put(section, rows == null ? EMPTY : ofValue(rows));
        }
        return combine(sections, rest(configTable));
    }

    /** Returns the hash of one value, for instance of the array of a section. */
    public static String ofValue(JsonNode value) {
        CanonicalText text = new CanonicalText();
        text.append(value);
        return text.hash();
    }

    /** Returns the hash of all that belongs to no section: the table without the arrays of the sections. */
    public static String rest(ObjectNode configTable) {
        CanonicalText text = new CanonicalText();
        text.appendObject(configTable, Set.copyOf(SECTIONS));
        return text.hash();
    }

    /**
     * Returns the hashes of a configuration whose parts are hashed already, so that only what changed needs to be hashed
     * again.
     *
     * @param sections hash by section name; a missing one counts as {@link #EMPTY}
     * @param rest see {@link #rest}
     */
    public static Hashes combine(Map<String, String> sections, String rest) {
        StringBuilder all = new StringBuilder(SECTIONS.size() * 32 + 32);
        for (String section : SECTIONS) {
            all.append(sections.getOrDefault(section, EMPTY));
        }
        all.append(rest);
        String config = HexFormat.of()
                .formatHex(CanonicalText.md5().digest(all.toString().getBytes(StandardCharsets.US_ASCII)));
        return new Hashes(
                config,
                sections.getOrDefault("routes", EMPTY),
                sections.getOrDefault("services", EMPTY),
                sections.getOrDefault("plugins", EMPTY),
                sections.getOrDefault("upstreams", EMPTY),
                sections.getOrDefault("targets", EMPTY));
    }
}
