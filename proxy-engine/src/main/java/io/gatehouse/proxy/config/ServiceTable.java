package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.text.TextTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The services of one configuration. Immutable; a changed copy keeps what did not change. */
final class ServiceTable {
    static final ServiceTable EMPTY =
            new ServiceTable(CompiledRows.empty("services"), TextTable.empty(), new Slots(), Set.of());

    private final CompiledRows<ServiceConfig> rows;
    private final TextTable<ServiceConfig> byId;
    private final Slots slots;
    private final Set<String> disabled;

    private ServiceTable(
            CompiledRows<ServiceConfig> rows, TextTable<ServiceConfig> byId, Slots slots, Set<String> disabled) {
        this.rows = rows;
        this.byId = byId;
        this.slots = slots;
        this.disabled = disabled;
    }

    ServiceTable with(List<ObjectNode> documents) {
        Slots taken = slots.copy();
        Set<String> off = new HashSet<>(disabled);
        CompiledRows<ServiceConfig> next = rows.with(documents, (row, before) -> {
            if (row.flag("enabled").orElse(true)) {
                off.remove(row.id());
            } else {
                off.add(row.id());
            }
            return ServiceReader.read(row, before == null ? taken.take() : before.index());
        });
        taken.retain(next, ServiceConfig::index);
        TextTable.Edit<ServiceConfig> ids = byId.edit();
        next.removed().forEach(service -> ids.put(service.id(), null));
        next.added().forEach(service -> ids.put(service.id(), service));
        TextTable<ServiceConfig> table = ids.table();
        off.removeIf(id -> table.get(id) == null);
        return new ServiceTable(next, table, taken, off);
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        rows.settle();
    }

    CompiledRows<ServiceConfig> rows() {
        return rows;
    }

    /** The service with an id; null when there is none. */
    ServiceConfig byId(String id) {
        return byId.get(id);
    }

    /** Ids of services that are switched off: their routes match nothing. */
    Set<String> disabled() {
        return disabled;
    }

    /** Length of an array by {@link ServiceConfig#index}. */
    int slots() {
        return slots.length();
    }
}
