package io.gatehouse.model.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An operation on entities that was refused, with everything a client is told: code, name, message and the tree of
 * fields. Texts and shapes are part of the Admin API; clients compare them literally.
 */
public final class EntityException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ErrorCode code;
    private final String name;
    private final transient ObjectNode fields;

    private EntityException(ErrorCode code, String name, String message, ObjectNode fields) {
        // a refusal is an answer, not a fault: nobody reads its stack, and filling it in costs more than validating
        super(message, null, false, false);
        this.code = code;
        this.name = name;
        this.fields = fields;
    }

    private static EntityException of(ErrorCode code, String message, ObjectNode fields) {
        return new EntityException(code, code.text(), message, fields);
    }

    /** Code 1: the id in a path cannot be one. */
    public static EntityException invalidPrimaryKey(ObjectNode errors) {
        return of(ErrorCode.INVALID_PRIMARY_KEY, "invalid primary key: '" + TreePrinter.compact(errors) + "'", errors);
    }

    /** Code 2: the document breaks its schema; {@code errors} is the tree of violations and must not be empty. */
    public static EntityException schemaViolation(ObjectNode errors) {
        return of(
                ErrorCode.SCHEMA_VIOLATION,
                ViolationMessage.of(errors, "schema violation", "schema violations"),
                errors);
    }

    /** Code 2 for a single field. */
    public static EntityException schemaViolation(String field, String problem) {
        return schemaViolation(JSON.objectNode().put(field, problem));
    }

    /** Code 2 for a rule about the entity as a whole. */
    public static EntityException entityViolation(String problem) {
        ObjectNode errors = JSON.objectNode();
        errors.putArray(ViolationMessage.ENTITY).add(problem);
        return schemaViolation(errors);
    }

    /** Code 3: the id given in the body of a create request is taken. */
    public static EntityException primaryKeyViolation(ObjectNode key) {
        return of(
                ErrorCode.PRIMARY_KEY_VIOLATION,
                "primary key violation on key '" + TreePrinter.compact(key) + "'",
                key);
    }

    /** Code 4: {@code field} refers to {@code key}, which no row of {@code target} has. */
    public static EntityException foreignKeyMissing(String field, ObjectNode key, String target) {
        ObjectNode fields = JSON.objectNode();
        fields.set(field, key);
        return of(
                ErrorCode.FOREIGN_KEY_VIOLATION,
                "the foreign key '" + TreePrinter.compact(key) + "' does not reference an existing '" + target
                        + "' entity.",
                fields);
    }

    /** Code 4: an entity of type {@code child} still refers to the {@code parent} that should be deleted. */
    public static EntityException stillReferenced(String parent, String child) {
        return of(
                ErrorCode.FOREIGN_KEY_VIOLATION,
                "an existing '" + child + "' entity references this '" + parent + "' entity",
                JSON.objectNode().put("@referenced_by", child));
    }

    /** Code 5: {@code key} holds the fields of the unique key with their values, null where unset. */
    public static EntityException uniqueViolation(ObjectNode key) {
        return of(
                ErrorCode.UNIQUE_VIOLATION, "UNIQUE violation detected on '" + TreePrinter.compactKey(key) + "'", key);
    }

    /** Code 6, looked up by primary key. */
    public static EntityException notFoundByPrimaryKey(ObjectNode key) {
        return of(
                ErrorCode.NOT_FOUND,
                "could not find the entity with primary key '" + TreePrinter.compact(key) + "'",
                key);
    }

    /** Code 6, looked up by another unique key. */
    public static EntityException notFoundByKey(ObjectNode key) {
        return of(ErrorCode.NOT_FOUND, "could not find the entity with '" + TreePrinter.compact(key) + "'", key);
    }

    /** Code 7; {@code problem} is for example {@code bad base64 encoding}. */
    public static EntityException invalidOffset(String offset, String problem) {
        return of(ErrorCode.INVALID_OFFSET, "'" + offset + "' is not a valid offset: " + problem, JSON.objectNode());
    }

    /** Code 9; {@code problem} is the whole message. */
    public static EntityException invalidSize(String problem) {
        return of(ErrorCode.INVALID_SIZE, problem, JSON.objectNode());
    }

    /** Code 10: the key in a path breaks the rules of {@code field}. */
    public static EntityException invalidUnique(String field, String problem) {
        return new EntityException(
                ErrorCode.INVALID_UNIQUE, ErrorCode.INVALID_UNIQUE.text() + " " + field, problem, JSON.objectNode());
    }

    /** Code 11; the tree is answered as {@code options}. */
    public static EntityException invalidOptions(ObjectNode options) {
        return of(
                ErrorCode.INVALID_OPTIONS,
                ViolationMessage.of(options, "invalid option", "option violations"),
                options);
    }

    /** Code 12; {@code problem} is the whole message. */
    public static EntityException operationUnsupported(String problem) {
        return of(ErrorCode.OPERATION_UNSUPPORTED, problem, JSON.objectNode());
    }

    /** Code 13: references by name that lead nowhere, by field. */
    public static EntityException foreignKeysUnresolved(ObjectNode errors) {
        return of(
                ErrorCode.FOREIGN_KEYS_UNRESOLVED,
                ViolationMessage.of(errors, "foreign key unresolved", "foreign keys unresolved"),
                errors);
    }

    /** Code 14: {@code errors} is the tree over the whole declarative document. */
    public static EntityException declarativeConfig(ObjectNode errors) {
        return of(
                ErrorCode.DECLARATIVE_CONFIG, "declarative config is invalid: " + TreePrinter.compact(errors), errors);
    }

    /** Code 19: a CA certificate is listed by another entity. */
    public static EntityException referencedByOthers(String problem) {
        return of(ErrorCode.REFERENCED_BY_OTHERS, problem, JSON.objectNode());
    }

    public ErrorCode code() {
        return code;
    }

    /** The {@code name} member: that of the code, except for {@code invalid unique <field>}. */
    public String name() {
        return name;
    }

    /** The violations by field; empty when the kind of error has none. */
    public ObjectNode fields() {
        return fields;
    }

    /** The body of the HTTP answer. */
    public ObjectNode toDocument() {
        ObjectNode document = JSON.objectNode();
        document.put("code", code.number());
        document.put("name", name);
        document.put("message", getMessage());
        switch (code) {
            case INVALID_OPTIONS -> document.set("options", fields);
            case INVALID_OFFSET, INVALID_SIZE, INVALID_UNIQUE, OPERATION_UNSUPPORTED, REFERENCED_BY_OTHERS -> {
                // these kinds carry no tree
            }
            default -> document.set("fields", fields);
        }
        return document;
    }
}
