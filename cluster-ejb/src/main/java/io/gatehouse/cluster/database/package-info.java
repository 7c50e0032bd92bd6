/** The control plane's database as a resource: waiting for it at start, and telling whether it can be reached. */
package io.gatehouse.cluster.database;
