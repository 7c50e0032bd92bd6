/**
 * What older data planes, and data planes with fewer plugins, get instead of the whole configuration: without the fields and
 * entity types they would refuse, and with the older form of what has changed its form.
 * {@link io.gatehouse.cluster.snapshot.compat.CompatiblePayloads} is the entry point.
 */
package io.gatehouse.cluster.snapshot.compat;
