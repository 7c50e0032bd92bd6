/** Starts the control plane: from its settings to a running Open Liberty. */
package io.gatehouse.liberty;
