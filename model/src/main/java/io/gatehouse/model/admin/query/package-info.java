/** How entities are named and listed: keys, parents, filters, offsets. */
package io.gatehouse.model.admin.query;
