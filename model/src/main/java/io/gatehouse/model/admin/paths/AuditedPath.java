package io.gatehouse.model.admin.paths;

import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.schema.Field;
import java.util.Optional;
import java.util.Set;

/**
 * Paths as the log may show them: some entities are found by a key that is itself the secret, as the one of a
 * {@code key-auth} credential.
 */
public final class AuditedPath {
    private static final String MASK = "******";

    /** Types whose key is a secret though clients choose it. */
    private static final Set<String> SECRET = Set.of("sessions");

    private final AdminPaths paths;

    public AuditedPath(AdminPaths paths) {
        this.paths = paths;
    }

    /** @param path still encoded, which keeps it on one line */
    public String of(String path) {
        String[] segments = path.split("/", -1);
        Optional<EntityType> type = segments.length > 2 ? paths.collection(segments[1]) : Optional.empty();
        if (type.isEmpty()) {
            return path;
        }
        mask(type.get(), segments, 2);
        if (segments.length > 4) {
            paths.children(type.get(), segments[3]).ifPresent(child -> mask(child.type(), segments, 4));
        }
        return String.join("/", segments);
    }

    private static void mask(EntityType type, String[] segments, int position) {
        if (!EntityKey.isId(segments[position]) && isSecret(type)) {
            segments[position] = MASK;
        }
    }

    // what is made up at random when a client gives none is meant to be guessed by nobody
    private static boolean isSecret(EntityType type) {
        return SECRET.contains(type.name())
                || type.endpointKey()
                        .flatMap(type.schema()::field)
                        .filter(key -> key.auto() || key.encrypted())
                        .map(Field::unique)
                        .orElse(false);
    }
}
