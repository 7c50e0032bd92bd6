/** The node's settings and the entity catalog that follows from them, as beans and as MicroProfile Config properties. */
package io.gatehouse.cluster.settings;
