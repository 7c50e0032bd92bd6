/**
 * The series that plugins count in, and the page that shows them. {@link io.gatehouse.proxy.metrics.MetricRegistry} is what plugins
 * see, {@link io.gatehouse.proxy.metrics.MetricsPage} is what is read.
 */
package io.gatehouse.proxy.metrics;
