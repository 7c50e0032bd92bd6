package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.model.link.Reconfigure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The newest configuration in the form of each kind of data plane: made when the first data plane of a kind needs it, and then
 * shared. Hashes are not computed again, as data planes only repeat them.
 *
 * <p>Thread-safe, nothing blocks: the work is done on a thread of its own.
 */
public final class CompatiblePayloads {
    /** More kinds than any cluster has; peers choose what they say, so there must be a bound. */
    private static final int MAX_KINDS = 32;

    private final CompatibilityRules rules;
    private final Executor worker;

    private final Map<DataPlaneKind, Form> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DataPlaneKind, Form> eldest) {
            return size() > MAX_KINDS;
        }
    };

    private record Form(byte[] whole, CompletableFuture<CompatiblePayload> made) {}

    /** @param worker where forms are made */
    public CompatiblePayloads(CompatibilityRules rules, Executor worker) {
        this.rules = rules;
        this.worker = worker;
    }

    /** The rules, for whoever has to tell kinds apart. */
    public CompatibilityRules rules() {
        return rules;
    }

    /** Returns the form for a kind, completed at once when there is nothing to do for it. */
    public CompletionStage<CompatiblePayload> adapt(ConfigurationPayload payload, DataPlaneKind kind) {
        if (kind.takesUnchanged(payload.types())) {
            return CompletableFuture.completedStage(unchanged(payload));
        }
        synchronized (newest) {
            Form form = newest.get(kind);
            if (form == null || form.whole() != payload.bytes()) {
                form = new Form(payload.bytes(), CompletableFuture.supplyAsync(() -> make(payload, kind), worker));
                newest.put(kind, form);
            }
            return form.made();
        }
    }

    private static CompatiblePayload unchanged(ConfigurationPayload payload) {
        return new CompatiblePayload(payload, Collections.emptySortedSet());
    }

    private CompatiblePayload make(ConfigurationPayload payload, DataPlaneKind kind) {
        Reconfigure message =
                Reconfigure.decode(payload.bytes(), Long.MAX_VALUE).orElseThrow();
        CompatibleRows rows = rules.rows(kind);
        boolean changed = false;
        for (String type : payload.types()) {
            if (!rows.knows(type)) {
                message.configTable().remove(type);
                changed = true;
                continue;
            }
            for (JsonNode row : message.configTable().path(type)) {
                changed |= rows.adapt(type, (ObjectNode) row);
            }
        }
        return new CompatiblePayload(changed ? payload.withBytes(message.encode()) : payload, rows.warnings());
    }
}
