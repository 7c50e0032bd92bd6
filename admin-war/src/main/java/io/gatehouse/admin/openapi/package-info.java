/** The OpenAPI description of the whole Admin API, made from the schemas of entities and plugins and from the paths. */
package io.gatehouse.admin.openapi;
