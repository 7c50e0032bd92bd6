/** The node's settings, as a bean and as MicroProfile Config properties. */
package io.gatehouse.cluster.settings;
