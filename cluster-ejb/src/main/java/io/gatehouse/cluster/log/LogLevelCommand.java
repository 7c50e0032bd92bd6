package io.gatehouse.cluster.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.event.ClusterEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Carries out changes of the log level that another control plane asks for. */
@ApplicationScoped
public class LogLevelCommand implements ClusterEventHandler {

    @Inject
    private LogLevels levels;

    @Override
    public String channel() {
        return LogLevels.CHANNEL;
    }

    @Override
    public void handle(ObjectNode data) {
        LogLevel.of(data.path("level").asText())
                .ifPresent(level -> levels.change(
                        level, Duration.ofSeconds(data.path("seconds").asLong())));
    }
}
