package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.vault.VaultReference;
import java.util.List;
import java.util.Optional;

/** One field of a schema, compiled from its definition. Immutable. */
public final class Field {
    private final ObjectNode definition;
    private final FieldType type;
    private final Parts parts;
    private final List<ValueCheck> checks;
    private final boolean required;
    private final boolean auto;
    private final boolean timestamp;
    private final boolean uuid;
    private final boolean referenceable;
    private final boolean mustBeNull;
    private final Optional<String> ownMessage;
    private final Optional<JsonNode> defaultValue;

    /** The schemas inside a container: of list elements, of a map's keys and values, of a record. */
    record Parts(Optional<Field> elements, Optional<Field> keys, Optional<Field> values, Optional<Schema> record) {
        static final Parts NONE = new Parts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Field(ObjectNode definition, FieldType type, Parts parts, List<ValueCheck> checks) {
        this.definition = definition;
        this.type = type;
        this.parts = parts;
        this.checks = checks;
        this.required = flag("required");
        this.auto = flag("auto");
        this.timestamp = flag("timestamp");
        this.uuid = flag("uuid");
        this.referenceable = flag("referenceable");
        this.mustBeNull = definition.path("eq").isNull();
        this.ownMessage = Optional.ofNullable(definition.get("err")).map(JsonNode::asText);
        this.defaultValue = Optional.ofNullable(definition.get("default")).filter(value -> !value.isNull());
    }

    private boolean flag(String name) {
        return definition.path(name).asBoolean();
    }

    /** The definition as read, references to typedefs resolved. Not to be changed. */
    ObjectNode definition() {
        return definition;
    }

    public FieldType type() {
        return type;
    }

    /** Whether null is refused. */
    public boolean required() {
        return required;
    }

    /** Whether a value is made when none is given: an id, a time, a random text. */
    public boolean auto() {
        return auto;
    }

    /** Whether the value is a moment in epoch seconds. */
    public boolean timestamp() {
        return timestamp;
    }

    /** Whether the value is a UUID. */
    public boolean uuid() {
        return uuid;
    }

    /** Whether no two entities of the type may have the same value. */
    public boolean unique() {
        return flag("unique");
    }

    /** Whether it is accepted and answered, but not part of the row. */
    public boolean isTransient() {
        return flag("transient");
    }

    /** Whether the value is a secret that logs and listings must mask. */
    public boolean encrypted() {
        return flag("encrypted");
    }

    /** Whether the value may be a reference to a secret in a vault. */
    public boolean referenceable() {
        return referenceable;
    }

    /** The value that stands in for an absent one. Copy it before use. */
    public Optional<JsonNode> defaultValue() {
        return defaultValue;
    }

    /** Field of the elements of a list. */
    public Optional<Field> elements() {
        return parts.elements();
    }

    /** Field of the names of a map. */
    public Optional<Field> keys() {
        return parts.keys();
    }

    /** Field of the values of a map. */
    public Optional<Field> values() {
        return parts.values();
    }

    /** Schema of a record. */
    public Optional<Schema> record() {
        return parts.record();
    }

    /** Name of the entity type that a foreign key refers to. */
    public Optional<String> reference() {
        return Optional.ofNullable(definition.get("reference")).map(JsonNode::asText);
    }

    /** Whether deleting the entity referred to deletes this one. */
    public boolean cascades() {
        return definition.path("on_delete").asText().equals("cascade");
    }

    /** The rules for a value of the right type, in the order in which they are tried. */
    List<ValueCheck> checks() {
        return checks;
    }

    /** Whether every value but null is refused. */
    boolean mustBeNull() {
        return mustBeNull;
    }

    /** The text that replaces what its rules say. */
    Optional<String> ownMessage() {
        return ownMessage;
    }

    /** Whether {@code value} stands for a secret, so that no rule can be applied to it. */
    boolean isVaultReference(JsonNode value) {
        return referenceable && value.isTextual() && VaultReference.isReference(value.textValue());
    }
}
