package io.gatehouse.model.expression;

/** Types of fields. */
public enum FieldType {
    STRING,
    /** 64 bits, signed. */
    INTEGER,
    ADDRESS
}
