/** Who changed what, in the log; never the secrets that were written. */
package io.gatehouse.admin.audit;
