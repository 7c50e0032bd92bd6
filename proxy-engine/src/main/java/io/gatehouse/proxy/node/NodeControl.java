package io.gatehouse.proxy.node;

import io.gatehouse.model.control.ControlAnswer;
import io.gatehouse.model.control.ControlReply;
import io.gatehouse.model.control.ControlRequest;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users may ask of a running node: by its control socket, or by SIGHUP. */
final class NodeControl {
    private static final Logger LOG = LoggerFactory.getLogger(NodeControl.class);

    private final Settings settings;
    private final DataPlane node;

    NodeControl(Settings settings, DataPlane node) {
        this.settings = settings;
        this.node = node;
    }

    /** Answers one request; thread-safe. */
    ControlAnswer answer(ControlRequest request) {
        return switch (request.command()) {
            case RELOAD ->
                ControlAnswer.of(reload(request.argument(ControlRequest.FILE).map(Path::of)));
            case QUIT -> end(Duration.ofSeconds(request.seconds()));
            case STOP -> end(Duration.ZERO);
            case STATUS_LISTENERS ->
                ControlAnswer.of(ControlReply.done(settings.listeners("status_listen").stream()
                        .map(Listener::localUrl)
                        .toList()));
        };
    }

    /** Reloads, with the outcome in the log. */
    void hangUp() {
        reload(Optional.empty());
    }

    private ControlReply reload(Optional<Path> file) {
        try {
            List<String> notes = node.reload(file);
            LOG.info("reloaded{}", notes.isEmpty() ? "" : "; " + String.join("; ", notes));
            return ControlReply.done(notes);
        } catch (ReloadException refused) {
            LOG.error("reload refused, {} goes on serving: {}", node.configurationHash(), refused.getMessage());
            return ControlReply.refused(refused.problems());
        }
    }

    private ControlAnswer end(Duration limit) {
        node.finishWithin(limit);
        return new ControlAnswer(ControlReply.done(List.of()), () -> System.exit(0));
    }
}
