package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.List;

/**
 * An entity type whose rows data planes receive.
 *
 * @param name DAO name, the key of its rows in the configuration
 * @param references its foreign keys
 */
public record ExportedType(String name, List<ForeignKey> references) {

    public ExportedType {
        references = List.copyOf(references);
    }

    /** The exported types of a catalog, parents before those that refer to them. */
    public static List<ExportedType> of(EntityCatalog catalog) {
        return catalog.types().stream()
                .filter(EntityType::exported)
                .map(type -> new ExportedType(type.name(), type.foreignKeys()))
                .toList();
    }
}
