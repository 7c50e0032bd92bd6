package io.gatehouse.liberty;

import io.gatehouse.liberty.server.LogLevel;
import io.gatehouse.model.control.ControlAnswer;
import io.gatehouse.model.control.ControlReply;
import io.gatehouse.model.control.ControlRequest;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line may ask of a running control plane. A reload judges all settings and takes {@code log_level} over;
 * certificates follow their files anyway, and the others wait for the next start.
 */
final class NodeControl {
    private static final String LOG_LEVEL = "log_level";

    private final Settings started;
    private final LogLevel logLevel;
    private Settings current;

    NodeControl(Settings started, LogLevel logLevel) {
        this.started = started;
        this.logLevel = logLevel;
        this.current = started;
    }

    /** Answers one request; thread-safe. */
    ControlAnswer answer(ControlRequest request) {
        return switch (request.command()) {
            case RELOAD ->
                ControlAnswer.of(reload(request.argument(ControlRequest.FILE).map(Path::of)));
            // Liberty lets requests in flight end either way; they are short here
            case QUIT, STOP -> new ControlAnswer(ControlReply.done(List.of()), () -> System.exit(0));
            case STATUS_LISTENERS ->
                ControlAnswer.of(ControlReply.done(started.listeners("status_listen").stream()
                        .map(Listener::localUrl)
                        .toList()));
        };
    }

    private synchronized ControlReply reload(Optional<Path> file) {
        try {
            Settings wanted = file.map(current::reread).orElseGet(current::reread);
            List<String> notes = new ArrayList<>();
            String level = wanted.requiredText(LOG_LEVEL);
            if (!level.equals(current.requiredText(LOG_LEVEL))) {
                logLevel.setLevel(level);
                notes.add("in use now: " + LOG_LEVEL);
            }
            List<String> waiting = started.keys().stream()
                    .filter(key -> !key.equals(LOG_LEVEL))
                    .filter(key -> !started.plainText(key).equals(wanted.plainText(key)))
                    .toList();
            if (!waiting.isEmpty()) {
                notes.add("changed, but in use with the next start only: " + String.join(", ", waiting));
            }
            current = wanted;
            return ControlReply.done(notes);
        } catch (SettingsException invalid) {
            return ControlReply.refused(invalid.errors());
        } catch (UncheckedIOException unwritten) {
            return ControlReply.refused(List.of(LOG_LEVEL + ": " + unwritten.getMessage()));
        }
    }
}
