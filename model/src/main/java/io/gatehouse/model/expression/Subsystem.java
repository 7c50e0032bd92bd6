package io.gatehouse.model.expression;

/** What a rule is about; it decides which fields there are. */
public enum Subsystem {
    /** Requests. */
    HTTP,
    /** Connections. */
    STREAM
}
