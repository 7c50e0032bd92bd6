/** What a node tells about itself and what it can be configured with. */
package io.gatehouse.model.admin.info;
