/** How much this node writes to its log, which can be changed for a time while it runs. */
package io.gatehouse.cluster.log;
