/**
 * From bytes to documents: the content-type gate, the size limit, and the three body formats (JSON, form-urlencoded,
 * multipart). Form and multipart bodies yield trees of strings, which the entity's schema types afterwards. Nothing here
 * knows an entity.
 */
package io.gatehouse.admin.input;
