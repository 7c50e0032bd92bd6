package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The members of a declarative document besides its entities; their names begin with an underscore. */
final class Envelope {
    private static final String FORMAT_VERSION = "_format_version";
    private static final String TRANSFORM = "_transform";
    private static final Set<String> VERSIONS = Set.of("1.1", "2.1", "3.0");
    private static final Set<String> PATH_MIGRATION = Set.of("1.1", "2.1");

    private Envelope() {}

    /** Whether a member belongs here rather than to an entity type. */
    static boolean isPart(String name) {
        return name.startsWith("_");
    }

    /** Whether the document has the paths of an old format. */
    static boolean needsPathMigration(ObjectNode document) {
        return PATH_MIGRATION.contains(document.path(FORMAT_VERSION).asText());
    }

    /** Whether passwords and the like are written in the clear, to be hashed; as long as nothing is said, they are. */
    static boolean transforms(ObjectNode document) {
        return document.path(TRANSFORM).asBoolean(true);
    }

    /** Adds what is wrong with the members to {@code errors}. */
    static void check(ObjectNode document, ObjectNode errors) {
        checkVersion(document.path(FORMAT_VERSION), errors);
        document.properties().forEach(member -> {
            if (isPart(member.getKey())) {
                check(member.getKey(), member.getValue(), errors);
            }
        });
    }

    private static void checkVersion(JsonNode version, ObjectNode errors) {
        if (version.isMissingNode() || version.isNull()) {
            errors.put(FORMAT_VERSION, "required field missing");
        } else if (!version.isTextual()) {
            errors.put(FORMAT_VERSION, "expected a string");
        } else if (!VERSIONS.contains(version.textValue())) {
            errors.put(FORMAT_VERSION, "expected one of: 1.1, 2.1, 3.0");
        }
    }

    private static void check(String name, JsonNode value, ObjectNode errors) {
        switch (name) {
            case FORMAT_VERSION -> {
                // checked before, since it may be missing
            }
            case TRANSFORM -> expect(value.isBoolean(), name, "expected a boolean", errors);
            case "_comment", "_workspace" -> expect(value.isTextual(), name, "expected a string", errors);
            case "_ignore" -> expect(value.isArray(), name, "expected an array", errors);
            // written by a tool for its own use
            case "_info" -> expect(value.isObject(), name, "expected a record", errors);
            default -> errors.put(name, "unknown field");
        }
    }

    private static void expect(boolean good, String name, String problem, ObjectNode errors) {
        if (!good) {
            errors.put(name, problem);
        }
    }
}
