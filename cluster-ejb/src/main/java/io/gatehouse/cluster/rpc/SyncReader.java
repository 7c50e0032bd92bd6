package io.gatehouse.cluster.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.snapshot.ExportedType;
import io.gatehouse.cluster.snapshot.compat.CompatibleRows;
import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.link.rpc.RpcProtocol;
import io.gatehouse.model.link.rpc.SnappyText;
import io.gatehouse.model.link.rpc.SyncAnswer;
import io.gatehouse.model.link.rpc.SyncDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads from the database what is new since a version. Versions of the link are revisions of the database plus one: a new
 * database is at revision 0, and version 0 means nothing at all.
 *
 * <p>Not thread-safe. Blocks on the database; throws {@link io.gatehouse.cluster.store.StoreException} when it does not answer.
 */
final class SyncReader {
    private static final String PLUGINS = "plugins";

    private final ConfigurationStore store;
    private final List<ExportedType> types;
    private Optional<String> workspace = Optional.empty();

    /** @param types what data planes receive, parents before those that refer to them */
    SyncReader(ConfigurationStore store, List<ExportedType> types) {
        this.store = store;
        this.types = List.copyOf(types);
    }

    long version() {
        return store.revision() + 1;
    }

    /**
     * @param since what the data plane has, 0 when nothing
     * @param rows the form that it knows
     */
    SyncForm read(long since, CompatibleRows rows) {
        boolean far = since == 0 || version() - since > RpcProtocol.MAX_VERSIONS_BEHIND;
        Optional<StoredChanges> changes = far ? Optional.empty() : store.readChanges(since - 1);
        List<SyncDelta> deltas = new ArrayList<>();
        if (changes.isPresent()) {
            collect(changes.get(), rows, deltas);
        } else {
            StoredConfiguration everything = store.readAll();
            learnWorkspace(everything);
            collect(everything, rows, deltas);
        }
        return form(changes.isEmpty(), deltas, rows);
    }

    /** The one workspace has a random id, which never changes. */
    private Optional<String> workspace() {
        if (workspace.isEmpty()) {
            learnWorkspace(store.readAll());
        }
        return workspace;
    }

    private void learnWorkspace(StoredConfiguration everything) {
        workspace = everything.rows("workspaces").stream()
                .map(row -> row.path("id").asText())
                .findFirst();
    }

    private void collect(StoredConfiguration everything, CompatibleRows rows, List<SyncDelta> deltas) {
        for (ExportedType type : types) {
            everything.rows(type.name()).forEach(row -> add(type, row, everything.revision(), rows, deltas));
        }
    }

    /** What is gone goes first, from the leaves of the tree of references to its roots. */
    private void collect(StoredChanges changes, CompatibleRows rows, List<SyncDelta> deltas) {
        for (int i = types.size() - 1; i >= 0; i--) {
            String type = types.get(i).name();
            if (rows.knows(type)) {
                changes.deletes()
                        .getOrDefault(type, List.of())
                        .forEach(id -> deltas.add(new SyncDelta(
                                type, id.toString(), Optional.empty(), workspace(), changes.revision() + 1)));
            }
        }
        for (ExportedType type : types) {
            changes.upserts()
                    .getOrDefault(type.name(), List.of())
                    .forEach(row -> add(type, row, changes.revision(), rows, deltas));
        }
    }

    private void add(ExportedType type, ObjectNode row, long revision, CompatibleRows rows, List<SyncDelta> deltas) {
        if (!rows.knows(type.name())) {
            return;
        }
        if (type.name().equals("certificates")) {
            // the Admin API lists their server names; in the configuration these are rows of their own
            row.remove("snis");
        }
        rows.adapt(type.name(), row);
        String key = row.path(SyncDelta.keyField(type.name())).asText();
        deltas.add(new SyncDelta(type.name(), key, Optional.of(row), workspace(), revision + 1));
    }

    private static SyncForm form(boolean wipe, List<SyncDelta> deltas, CompatibleRows rows) {
        Set<String> plugins = new TreeSet<>();
        for (SyncDelta delta : deltas) {
            if (delta.type().equals(PLUGINS)) {
                delta.entity()
                        .filter(plugin -> plugin.path("enabled").asBoolean(true))
                        .ifPresent(plugin -> plugins.add(plugin.path("name").asText()));
            }
        }
        return new SyncForm(SnappyText.of(new SyncAnswer(wipe, deltas).toDocument()), plugins, rows.warnings());
    }
}
