package io.gatehouse.plugins.prometheus;

/**
 * The {@code config} record of prometheus; its fields are described in {@code prometheus.yaml}. Of {@code ai_metrics} nothing is read: no
 * plugin of this node talks to language models, so there is nothing to count.
 */
record PrometheusConfig(
        boolean perConsumer,
        boolean statusCodeMetrics,
        boolean latencyMetrics,
        boolean bandwidthMetrics,
        boolean upstreamHealthMetrics) {}
