package io.gatehouse.model.admin.query;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;

/** Checks keys by the rules of the fields that they are values of. Thread-safe. */
public final class KeyRules {
    private final EntityCatalog catalog;
    private final EntityValidator validator;

    public KeyRules(EntityCatalog catalog, EntityValidator validator) {
        this.catalog = catalog;
        this.validator = validator;
    }

    /**
     * Checks a key of entities of a type.
     *
     * @throws io.gatehouse.model.error.EntityException code 10 when no entity can have it
     */
    public void check(EntityType type, EntityKey key) {
        if (key instanceof EntityKey.Name name) {
            if (name.field().equals(EntityKey.SNI)) {
                checkServerName(name.value());
            } else {
                validator.checkKey(type, name.field(), name.value());
            }
        }
    }

    /** Checks a server name as the field of {@code snis} that it is. */
    public void checkServerName(String value) {
        validator.checkKey(catalog.type("snis").orElseThrow(), "name", value);
    }
}
