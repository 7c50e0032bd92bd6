package io.gatehouse.plugins.correlationid;

import java.util.Optional;

/** The {@code config} record of correlation-id; its fields are described in {@code correlation-id.yaml}. */
record CorrelationIdConfig(Optional<String> headerName, String generator, boolean echoDownstream) {}
