/** Refusals and failures, and what clients are told about them. */
package io.gatehouse.model.admin.errors;
