package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.schema.Completion;
import io.gatehouse.model.schema.Deprecations;
import io.gatehouse.model.schema.DocumentCheck;
import io.gatehouse.model.schema.Field;
import io.gatehouse.model.schema.FormInference;
import io.gatehouse.model.schema.Merge;
import io.gatehouse.model.schema.Operation;
import io.gatehouse.model.schema.Schema;
import io.gatehouse.model.schema.Shorthands;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks documents against their entity type and completes them. Thread-safe. Unless said otherwise, arguments stay
 * unchanged, and {@link EntityException} is thrown when a document is refused.
 *
 * <p>For types with a ttl, the answers carry {@code ttl} exactly when the input did: seconds from now, 0 or null for no
 * end.
 */
public final class EntityValidator {
    private static final Logger LOG = LoggerFactory.getLogger(EntityValidator.class);

    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final EntityCatalog catalog;
    private final Completion completion;
    private final DocumentCheck check;

    /** A validator that takes the time from the system. */
    public EntityValidator(EntityCatalog catalog) {
        this(catalog, Clock.systemUTC());
    }

    /** A validator with a clock of its own. */
    public EntityValidator(EntityCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.completion = new Completion(clock);
        this.check = new DocumentCheck(catalog);
    }

    /** Gives the texts of a form the types that the fields of a new entity have. */
    public ObjectNode infer(EntityType type, ObjectNode form) {
        return infer(type, form, form);
    }

    /** As {@link #infer(EntityType, ObjectNode)}, for a change of {@code stored}. */
    public ObjectNode infer(EntityType type, ObjectNode form, ObjectNode stored) {
        ObjectNode typed = FormInference.infer(type.schema(), form, stored);
        if (type.hasTtl() && typed.has(TimeToLive.TTL)) {
            typed.set(TimeToLive.TTL, FormInference.number(typed.get(TimeToLive.TTL)));
        }
        return typed;
    }

    /**
     * Replaces references by name ({@code {"name":"a"}}) with references by id; to be called before the other methods,
     * which accept ids only.
     *
     * @throws EntityException code 11 for a bad {@code ttl}, code 13 for names that lead nowhere, code 2 for a name that
     *     cannot be one
     */
    public ObjectNode resolveReferences(EntityType type, ObjectNode input, ReferenceResolver resolver) {
        TimeToLive.take(type, input.deepCopy());
        ObjectNode resolved = input.deepCopy();
        new ReferenceResolution(catalog, check, resolver).resolve(type, resolved);
        return resolved;
    }

    /** The complete row that a create request makes. */
    public ObjectNode forInsert(EntityType type, ObjectNode input) {
        return create(type, input, Operation.INSERT);
    }

    /**
     * The complete row that replaces or creates. The caller puts what the path says (id or endpoint key) into
     * {@code input}, and the id of the existing row when it was found by its key.
     */
    public ObjectNode forUpsert(EntityType type, ObjectNode input) {
        return create(type, input, Operation.UPSERT);
    }

    /** {@code current} with {@code patch} merged into it, checked as a whole; its id stays. */
    public ObjectNode forUpdate(EntityType type, ObjectNode current, ObjectNode patch) {
        Schema schema = type.schema();
        ObjectNode change = patch.deepCopy();
        Optional<JsonNode> ttl = TimeToLive.take(type, change);
        WriteRules.apply(type, change, Operation.UPDATE);
        warn(Deprecations.in(schema, change, current));
        refuse(Shorthands.expand(schema, change, current));
        ObjectNode stored = current.deepCopy();
        stored.remove(TimeToLive.TTL);
        ObjectNode merged = Merge.of(schema, stored, change);
        ObjectNode errors = completeAndCheck(schema, merged, Operation.UPDATE);
        type.transformations().checkChange(change, stored, errors);
        refuse(errors);
        type.transformations().apply(change, merged);
        merged.set(type.primaryKey(), current.get(type.primaryKey()));
        return finish(type, merged, ttl);
    }

    /**
     * Checks a document as a create request would, without the rules of a write.
     *
     * @throws EntityException when it is refused
     */
    public void validate(EntityType type, ObjectNode input) {
        ObjectNode row = input.deepCopy();
        TimeToLive.take(type, row);
        Schema schema = type.schema();
        refuse(Shorthands.expand(schema, row, row));
        ObjectNode errors = completeAndCheck(schema, row, Operation.INSERT);
        type.transformations().checkNew(input, row, errors);
        refuse(errors);
    }

    /** A row received from a control plane: foreign keys are plain ids, {@code ttl} an absolute epoch second. */
    public ObjectNode forSnapshot(EntityType type, ObjectNode row) {
        ObjectNode copy = row.deepCopy();
        refuse(completeFlat(type, copy, Operation.SNAPSHOT));
        return copy;
    }

    /**
     * Completes {@code row}, whose references are plain ids, in place, and answers its violations; empty when there are
     * none.
     *
     * @param operation {@link Operation#SNAPSHOT} or {@link Operation#DECLARATIVE}
     */
    public ObjectNode completeFlat(EntityType type, ObjectNode row, Operation operation) {
        Schema schema = type.schema();
        JsonNode ttl = type.hasTtl() ? row.remove(TimeToLive.TTL) : null;
        if (operation == Operation.DECLARATIVE) {
            WriteRules.apply(type, row, operation);
            warn(Deprecations.in(schema, row, row));
        }
        ObjectNode errors = Shorthands.expand(schema, row, row);
        if (errors.isEmpty()) {
            errors = completeAndCheck(schema, row, operation);
        }
        clearTransient(type, row);
        if (type.hasTtl()) {
            if (ttl == null || ttl.isNull()) {
                row.putNull(TimeToLive.TTL);
            } else {
                row.set(TimeToLive.TTL, ttl);
                if (!ttl.isNumber()) {
                    errors.put(TimeToLive.TTL, "expected a number");
                }
            }
        }
        return errors;
    }

    /**
     * Brings what users write in the clear into the form in which it is stored, in place: for a row of a declarative file
     * that {@link #completeFlat} has completed without finding violations.
     */
    public void transform(EntityType type, ObjectNode row) {
        type.transformations().apply(row, row);
    }

    /**
     * Checks a value that stands in a path in place of the id.
     *
     * @throws EntityException code 10 when {@code field} cannot have this value
     */
    public void checkKey(EntityType type, String field, String value) {
        Field rules = type.schema().field(field).orElseThrow();
        check.problem(rules, TextNode.valueOf(value), Operation.INSERT).ifPresent(problem -> {
            throw EntityException.invalidUnique(field, problem.asText());
        });
    }

    /** Adds the former names of settings to a complete row, in place: to be done for every answer and every export. */
    public void addFormerNames(EntityType type, ObjectNode row) {
        Shorthands.addFormerNames(type.schema(), row);
    }

    private ObjectNode create(EntityType type, ObjectNode input, Operation operation) {
        ObjectNode row = input.deepCopy();
        Optional<JsonNode> ttl = TimeToLive.take(type, row);
        WriteRules.apply(type, row, operation);
        warn(Deprecations.in(type.schema(), row, row));
        refuse(Shorthands.expand(type.schema(), row, row));
        ObjectNode errors = completeAndCheck(type.schema(), row, operation);
        type.transformations().checkNew(input, row, errors);
        refuse(errors);
        type.transformations().apply(row, row);
        return finish(type, row, ttl);
    }

    private ObjectNode completeAndCheck(Schema schema, ObjectNode row, Operation operation) {
        completion.complete(schema, row, operation);
        if (operation != Operation.SNAPSHOT) {
            // defaults can contradict each other in ways that shorthands settle
            Shorthands.settle(schema, row);
        }
        return check.errors(schema, row, operation);
    }

    /** Once for each message: tools send back whole entities, and import many. */
    private void warn(List<String> deprecations) {
        deprecations.stream().filter(warned::add).forEach(LOG::warn);
    }

    private static void refuse(ObjectNode errors) {
        if (!errors.isEmpty()) {
            throw EntityException.schemaViolation(errors);
        }
    }

    private static ObjectNode finish(EntityType type, ObjectNode row, Optional<JsonNode> ttl) {
        for (ForeignKey key : type.foreignKeys()) {
            JsonNode id = row.path(key.field()).path("id");
            if (id.isTextual()) {
                row.putObject(key.field()).put("id", id.textValue().toLowerCase(java.util.Locale.ROOT));
            }
        }
        ttl.ifPresent(value -> row.set(TimeToLive.TTL, value));
        return row;
    }

    /** What is not part of a row is null in it. */
    private static void clearTransient(EntityType type, ObjectNode row) {
        type.schema().fields().forEach((name, field) -> {
            if (field.isTransient()) {
                row.putNull(name);
            }
        });
    }
}
