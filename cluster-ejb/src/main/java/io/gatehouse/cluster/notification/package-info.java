/** What PostgreSQL's {@code NOTIFY} tells control planes; always an alarm bell only, the truth stands in tables. */
package io.gatehouse.cluster.notification;
