/** The identity of this control plane, which some answers carry. */
package io.gatehouse.admin.node;
