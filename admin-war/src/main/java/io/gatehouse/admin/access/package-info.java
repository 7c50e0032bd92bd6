/** Who may call the Admin API, where the settings ask. */
package io.gatehouse.admin.access;
