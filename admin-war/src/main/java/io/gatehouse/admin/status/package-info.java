/** What the status listener offers, and the gate that keeps it and the Admin API apart. */
package io.gatehouse.admin.status;
