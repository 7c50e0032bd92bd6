/** What Prometheus reads of a control plane. */
package io.gatehouse.admin.metrics;
