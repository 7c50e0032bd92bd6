/** The identity of this control plane, which some answers carry. */
package io.gatehouse.cluster.node;
