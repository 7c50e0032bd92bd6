package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.text.TextTable;
import java.util.List;

/** The services of one configuration. Immutable; a changed copy keeps what did not change. */
final class ServiceTable {
    static final ServiceTable EMPTY = new ServiceTable(CompiledRows.empty("services"), TextTable.empty(), new Slots());

    private final CompiledRows<ServiceConfig> rows;
    private final TextTable<ServiceConfig> byId;
    private final Slots slots;

    private ServiceTable(CompiledRows<ServiceConfig> rows, TextTable<ServiceConfig> byId, Slots slots) {
        this.rows = rows;
        this.byId = byId;
        this.slots = slots;
    }

    ServiceTable with(List<ObjectNode> documents) {
        Slots taken = slots.copy();
        CompiledRows<ServiceConfig> next = rows.with(
                documents, (row, before) -> ServiceReader.read(row, before == null ? taken.take() : before.index()));
        taken.retain(next, ServiceConfig::index);
        TextTable.Edit<ServiceConfig> ids = byId.edit();
        next.removed().forEach(service -> ids.put(service.id(), null));
        next.added().forEach(service -> ids.put(service.id(), service));
        return new ServiceTable(next, ids.table(), taken);
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

    /** Length of an array by {@link ServiceConfig#index}. */
    int slots() {
        return slots.length();
    }
}
