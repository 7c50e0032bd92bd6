/**
 * From bytes to documents: three body formats (JSON, form-urlencoded, multipart) and query strings. Form and multipart bodies
 * yield trees of strings, which the schema of the entity types afterwards. Nothing here knows an entity.
 */
package io.gatehouse.model.admin.input;
