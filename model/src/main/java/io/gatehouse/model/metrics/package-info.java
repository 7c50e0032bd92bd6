/** The form in which Prometheus reads the numbers of a node. */
package io.gatehouse.model.metrics;
