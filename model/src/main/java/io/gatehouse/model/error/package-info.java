/** Refusals as clients read them: codes, names, messages and trees of fields, equal on every way into the gateway. */
package io.gatehouse.model.error;
