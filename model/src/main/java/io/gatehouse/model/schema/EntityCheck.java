package io.gatehouse.model.schema;

import java.util.List;

/**
 * A rule between the fields of a record.
 *
 * @param sources the fields it looks at
 * @param needsGoodSources whether it is pointless when one of them is wrong by itself
 * @param body the rule
 */
record EntityCheck(List<Source> sources, boolean needsGoodSources, Body body) {

    /** A field that a rule looks at; the field is absent when the path leads out of the schema. */
    record Source(FieldPath path, java.util.Optional<Field> field) {}

    /** What the rule does once it is its turn. */
    @FunctionalInterface
    interface Body {
        void run(Violations violations);
    }

    void run(Violations violations) {
        for (Source source : sources) {
            boolean secret = source.field().isPresent()
                    && source.field().get().isVaultReference(source.path().in(violations.document()));
            boolean wrong =
                    needsGoodSources && violations.errors().has(source.path().text());
            if (secret || wrong) {
                return;
            }
        }
        body.run(violations);
    }
}
