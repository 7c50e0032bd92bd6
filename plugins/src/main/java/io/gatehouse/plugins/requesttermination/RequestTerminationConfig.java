package io.gatehouse.plugins.requesttermination;

import java.util.Optional;

/** The {@code config} record of request-termination; its fields are described in {@code request-termination.yaml}. */
record RequestTerminationConfig(
        int statusCode,
        Optional<String> message,
        Optional<String> contentType,
        Optional<String> body,
        boolean echo,
        Optional<String> trigger) {}
