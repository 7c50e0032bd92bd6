package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The entity service on the database; gives every request its transaction, and another one when it lost a race. */
final class StoredEntityService implements EntityService {

    private static final int ATTEMPTS = 3;

    private final Transactions transactions;
    private final TableMappings tables;
    private final KeySql keys;
    private final EntityReader reader;
    private final EntityWriter writer;
    private final Map<String, TypeRules> rules;

    /** @param clock tells when entities expire */
    StoredEntityService(Transactions transactions, EntityCatalog catalog, EntityValidator validator, Clock clock) {
        this.transactions = transactions;
        this.tables = new TableMappings(catalog);
        this.keys = new KeySql(tables, catalog, validator);
        this.reader = new EntityReader(validator, keys, clock);
        this.writer = new EntityWriter(tables, validator, keys, clock);
        this.rules = Map.of(
                "certificates", new CertificateRules(keys, clock),
                "plugins", new PluginRules(),
                "ca_certificates", new CaCertificateRules(),
                "targets", new TargetRules());
    }

    @Override
    public Page list(EntityType type, ListQuery query) {
        query.parent().ifPresent(keys::check);
        return transactions.read(entities -> reader.list(entities, table(type), rules(type), query));
    }

    @Override
    public Optional<ObjectNode> find(EntityType type, EntityKey key, Optional<Parent> parent) {
        keys.check(table(type), key, parent);
        return transactions.read(entities -> reader.find(entities, table(type), rules(type), key, parent));
    }

    @Override
    public ObjectNode create(EntityType type, ObjectNode document, Optional<Parent> parent) {
        parent.ifPresent(keys::check);
        return write(entities -> writer.create(entities, table(type), rules(type), document, parent));
    }

    @Override
    public ObjectNode upsert(EntityType type, EntityKey key, ObjectNode document, Optional<Parent> parent) {
        if (!rules(type).upsertCreates()) {
            return update(type, key, document, parent);
        }
        keys.check(table(type), key, parent);
        return write(entities -> writer.upsert(entities, table(type), rules(type), key, document, parent));
    }

    @Override
    public ObjectNode update(EntityType type, EntityKey key, ObjectNode patch, Optional<Parent> parent) {
        keys.check(table(type), key, parent);
        return write(entities -> writer.update(entities, table(type), rules(type), key, patch, parent));
    }

    @Override
    public ObjectNode upsertReferenced(
            EntityType type, EntityKey key, String field, EntityType target, ObjectNode document) {
        keys.check(table(type), key);
        return write(entities -> {
            Optional<EntityKey> existing = writer.lockReference(entities, table(type), key, field);
            if (existing.isPresent()) {
                return writer.upsert(
                        entities, table(target), rules(target), existing.get(), document, Optional.empty());
            }
            ObjectNode created = writer.create(entities, table(target), rules(target), document, Optional.empty());
            ObjectNode link = JsonNodeFactory.instance.objectNode();
            link.putObject(field).set("id", created.get("id"));
            writer.update(entities, table(type), rules(type), key, link, Optional.empty());
            return created;
        });
    }

    @Override
    public Optional<UUID> delete(EntityType type, EntityKey key, Optional<Parent> parent) {
        keys.check(table(type), key, parent);
        try {
            return write(entities -> writer.delete(entities, table(type), rules(type), key, parent));
        } catch (EntityException refused) {
            write(entities -> {
                rules(type).afterRefusedDelete(entities, key);
                return null;
            });
            throw refused;
        }
    }

    private <T> T write(Function<EntityManager, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.write(work);
            } catch (StoreException e) {
                if (!e.retryable() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private TableMapping table(EntityType type) {
        return tables.of(type.name());
    }

    private TypeRules rules(EntityType type) {
        TypeRules own = rules.get(type.name());
        if (own != null) {
            return own;
        }
        boolean namedByParent = type.endpointKey().isEmpty() && type.nestedKey().isPresent();
        return namedByParent ? new NestedKeyRules(table(type)) : TypeRules.NONE;
    }
}
