/** Who may call the Admin API, and from which origin. */
package io.gatehouse.model.admin.access;
