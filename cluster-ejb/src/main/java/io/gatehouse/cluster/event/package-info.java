/** Commands from one control plane to all of the same database, which are no configuration. */
package io.gatehouse.cluster.event;
