package io.gatehouse.proxy.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.proxy.text.TextTable;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credentials of one configuration by the fields that plugins look up. A credential past its time to live is not found,
 * though its row may still be there. Immutable; a changed copy shares what did not change.
 */
public final class CredentialTable {
    private static final long FOREVER = Long.MAX_VALUE;

    private final Clock clock;
    private final Map<Key, Index> indexes;

    private record Key(String entity, String field) {}

    /** @param expires epoch milliseconds */
    private record Kept(Credential credential, long expires) {}

    private CredentialTable(Clock clock, Map<Key, Index> indexes) {
        this.clock = clock;
        this.indexes = indexes;
    }

    /**
     * A table without credentials.
     *
     * @param wanted the look-ups there will be
     */
    public static CredentialTable empty(Collection<CredentialIndex> wanted, Clock clock) {
        Map<Key, Index> indexes = new HashMap<>();
        for (CredentialIndex index : wanted) {
            indexes.putIfAbsent(new Key(index.entity(), index.field()), new Index(index, TextTable.empty()));
        }
        return new CredentialTable(clock, indexes);
    }

    /** Names of the entity types whose rows are looked up. */
    public Set<String> entities() {
        return indexes.keySet().stream().map(Key::entity).collect(Collectors.toSet());
    }

    /**
     * A changed copy.
     *
     * @param entity the type of all rows given
     */
    public CredentialTable with(String entity, Collection<ObjectNode> removed, Collection<ObjectNode> added) {
        Map<Key, Index> changed = new HashMap<>(indexes);
        changed.replaceAll((key, index) -> key.entity().equals(entity) ? index.with(removed, added) : index);
        return new CredentialTable(clock, changed);
    }

    private record Index(CredentialIndex wanted, TextTable<Kept> byValue) {

        Index with(Collection<ObjectNode> removed, Collection<ObjectNode> added) {
            TextTable.Edit<Kept> edit = byValue.edit();
            for (ObjectNode row : removed) {
                value(row).ifPresent(value -> edit.put(value, null));
            }
            for (ObjectNode row : added) {
                value(row).ifPresent(value -> edit.put(value, new Kept(credential(row), expires(row))));
            }
            return new Index(wanted, edit.table());
        }

        private Optional<String> value(ObjectNode row) {
            return Optional.ofNullable(row.path(wanted.field()).textValue());
        }

        private Credential credential(ObjectNode row) {
            return new Credential(
                    wanted.entity(),
                    row.path("id").asText(),
                    wanted.identifierField()
                            .map(field -> row.path(field).textValue())
                            .filter(text -> !text.isEmpty()),
                    row.path("consumer").asText(""),
                    row);
        }
    }

    private static long expires(ObjectNode row) {
        JsonNode ttl = row.path("ttl");
        return ttl.isNumber() ? (long) (ttl.doubleValue() * 1000) : FOREVER;
    }

    /** The credential whose indexed field has a value. */
    public Optional<Credential> find(CredentialIndex index, String value) {
        Index known = indexes.get(new Key(index.entity(), index.field()));
        if (known == null) {
            throw new IllegalArgumentException("no plugin type announced an index of " + index.entity() + " by "
                    + index.field() + "; add it to credentialIndexes()");
        }
        Kept kept = known.byValue().get(value);
        if (kept == null || kept.expires() != FOREVER && kept.expires() <= clock.millis()) {
            return Optional.empty();
        }
        return Optional.of(kept.credential());
    }
}
