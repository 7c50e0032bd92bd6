package io.gatehouse.cluster.store.mapping;

import io.gatehouse.cluster.store.table.CaCertificateRow;
import io.gatehouse.cluster.store.table.CertificateRow;
import io.gatehouse.cluster.store.table.ConsumerRow;
import io.gatehouse.cluster.store.table.KeyauthCredentialRow;
import io.gatehouse.cluster.store.table.PluginRow;
import io.gatehouse.cluster.store.table.RouteRow;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.cluster.store.table.ServiceRow;
import io.gatehouse.cluster.store.table.SniRow;
import io.gatehouse.cluster.store.table.TargetRow;
import io.gatehouse.cluster.store.table.UpstreamRow;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The tables of the entity types of a catalog. Immutable. */
public final class TableMappings {

    /** The row class of every entity type that has a table. */
    static final Map<String, Class<? extends Row>> ROWS = Map.of(
            "services", ServiceRow.class,
            "routes", RouteRow.class,
            "consumers", ConsumerRow.class,
            "plugins", PluginRow.class,
            "certificates", CertificateRow.class,
            "snis", SniRow.class,
            "ca_certificates", CaCertificateRow.class,
            "upstreams", UpstreamRow.class,
            "targets", TargetRow.class,
            "keyauth_credentials", KeyauthCredentialRow.class);

    private final Map<String, TableMapping> byType = new LinkedHashMap<>();

    public TableMappings(EntityCatalog catalog) {
        for (EntityType type : catalog.types()) {
            Class<? extends Row> rowClass = ROWS.get(type.name());
            if (rowClass != null) {
                byType.put(type.name(), new TableMapping(type, rowClass));
            }
        }
    }

    /** All tables, parents before those that refer to them. */
    public Collection<TableMapping> all() {
        return Collections.unmodifiableCollection(byType.values());
    }

    /**
     * The table of a type.
     *
     * @throws NoSuchElementException when entities of this type are not stored
     */
    public TableMapping of(String type) {
        TableMapping mapping = byType.get(type);
        if (mapping == null) {
            throw new NoSuchElementException("Entities of type " + type + " have no table");
        }
        return mapping;
    }

    /** The mapping of a table, by the table's name. */
    public Optional<TableMapping> ofTable(String table) {
        return byType.values().stream()
                .filter(mapping -> mapping.table().equals(table))
                .findFirst();
    }
}
