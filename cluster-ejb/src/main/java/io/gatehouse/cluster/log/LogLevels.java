package io.gatehouse.cluster.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.event.ClusterEvents;
import io.gatehouse.model.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The log level of this node and, by command, of all control planes. */
@ApplicationScoped
public class LogLevels {
    /** The kind of command; its data are {@code level} and {@code seconds}. */
    static final String CHANNEL = "log-level";

    @Inject
    private Settings settings;

    @Inject
    private ClusterEvents events;

    @Resource
    private ManagedScheduledExecutorService timer;

    private LogLevelSwitch node;

    @PostConstruct
    void begin() {
        LogLevel configured = LogLevel.of(settings.requiredText("log_level")).orElseThrow();
        node = new LogLevelSwitch(configured, new LauncherLog(), timer);
    }

    /** The level in force on this node. */
    public LogLevel current() {
        return node.current();
    }

    /**
     * Changes the level of this node.
     *
     * @param time after which the configured level returns; zero for never
     * @return false when this is the level already, whose time then stays as it is
     * @throws UnchangeableLogException when the server does not allow it
     */
    public boolean change(LogLevel level, Duration time) {
        return node.change(level, time);
    }

    /** As {@link #change} for all control planes of the database; the answer is that of this node. */
    public boolean changeEverywhere(LogLevel level, Duration time) {
        boolean changed = change(level, time);
        ObjectNode command = JsonNodeFactory.instance.objectNode();
        command.put("level", level.toString()).put("seconds", time.toSeconds());
        events.publish(CHANNEL, command);
        return changed;
    }
}
