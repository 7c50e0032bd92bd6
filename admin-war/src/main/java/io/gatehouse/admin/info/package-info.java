/** What the Admin API tells about the node and its schemas; one resource per path or family of paths. */
package io.gatehouse.admin.info;
