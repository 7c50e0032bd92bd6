package io.gatehouse.liberty;

import io.gatehouse.model.control.ControlAnswer;
import io.gatehouse.model.control.ControlReply;
import io.gatehouse.model.control.ControlRequest;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line may ask of a running control plane. Certificates follow their files by themselves, and settings wait for
 * the next start; so a reload judges the settings and tells which ones wait.
 */
final class NodeControl {
    private final Settings started;
    private Settings current;

    NodeControl(Settings started) {
        this.started = started;
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

    /** Reloads because of SIGHUP; the outcome goes to the console. */
    void hangUp() {
        ControlReply reply = reload(Optional.empty());
        String outcome = reply.done() ? "reloaded" : "[error] reload refused, nothing has changed";
        System.err.println(reply.lines().isEmpty() ? outcome : outcome + ": " + String.join("; ", reply.lines()));
    }

    private synchronized ControlReply reload(Optional<Path> file) {
        try {
            Settings wanted = file.map(current::reread).orElseGet(current::reread);
            List<String> waiting = started.keys().stream()
                    .filter(key -> !started.plainText(key).equals(wanted.plainText(key)))
                    .toList();
            current = wanted;
            return ControlReply.done(
                    waiting.isEmpty()
                            ? List.of()
                            : List.of("changed, but in use with the next start only: " + String.join(", ", waiting)));
        } catch (SettingsException invalid) {
            return ControlReply.refused(invalid.errors());
        }
    }
}
