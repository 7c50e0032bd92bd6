/**
 * Schemas as data. A YAML file says which fields a document has, their types, defaults and rules; from it come default
 * filling ({@link io.gatehouse.model.schema.Completion}), checking
 * ({@link io.gatehouse.model.schema.DocumentCheck}), the typing of form input
 * ({@link io.gatehouse.model.schema.FormInference}) and the answers of {@code /schemas/*}
 * ({@link io.gatehouse.model.schema.Schema#describe}).
 *
 * <p>A field's definition is kept as it was read; everything else is compiled from it once, when the schema is read.
 */
package io.gatehouse.model.schema;
