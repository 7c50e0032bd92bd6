package io.gatehouse.proxy.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.CredentialIndex;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials of one configuration by the fields that plugins look up. A credential past its time to live is not found,
 * though its row may still be there. Immutable.
 */
public final class CredentialTable {
    private static final long FOREVER = Long.MAX_VALUE;

    private final Clock clock;
    private final Map<Key, Map<String, Kept>> indexes = new HashMap<>();

    private record Key(String entity, String field) {}

    /** @param expires epoch milliseconds */
    private record Kept(Credential credential, long expires) {}

    public CredentialTable(ConfigTable table, Collection<CredentialIndex> wanted, Clock clock) {
        this.clock = clock;
        for (CredentialIndex index : wanted) {
            indexes.computeIfAbsent(new Key(index.entity(), index.field()), key -> index(table, index));
        }
    }

    private static Map<String, Kept> index(ConfigTable table, CredentialIndex index) {
        Map<String, Kept> byValue = new HashMap<>();
        for (ObjectNode row : table.rows(index.entity())) {
            JsonNode value = row.path(index.field());
            if (!value.isTextual()) {
                continue;
            }
            Credential credential = new Credential(
                    index.entity(),
                    row.path("id").asText(),
                    index.identifierField()
                            .map(field -> row.path(field).textValue())
                            .filter(text -> !text.isEmpty()),
                    row.path("consumer").asText(""),
                    row);
            byValue.put(value.textValue(), new Kept(credential, expires(row)));
        }
        return byValue;
    }

    private static long expires(ObjectNode row) {
        JsonNode ttl = row.path("ttl");
        return ttl.isNumber() ? (long) (ttl.doubleValue() * 1000) : FOREVER;
    }

    /** The credential whose indexed field has a value. */
    public Optional<Credential> find(CredentialIndex index, String value) {
        Map<String, Kept> byValue = indexes.get(new Key(index.entity(), index.field()));
        if (byValue == null) {
            throw new IllegalArgumentException("no plugin type announced an index of " + index.entity() + " by "
                    + index.field() + "; add it to credentialIndexes()");
        }
        Kept kept = byValue.get(value);
        if (kept == null || kept.expires() != FOREVER && kept.expires() <= clock.millis()) {
            return Optional.empty();
        }
        return Optional.of(kept.credential());
    }
}
