/** The numbers that plugins show at {@code /metrics}. {@link io.gatehouse.plugin.metrics.Metrics} is the entry point. */
package io.gatehouse.plugin.metrics;
