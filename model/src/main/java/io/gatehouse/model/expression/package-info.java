/** The language in which routes say what they match when {@code router_flavor} is {@code expressions}. */
package io.gatehouse.model.expression;
