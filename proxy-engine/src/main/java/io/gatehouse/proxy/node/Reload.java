package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.PkiException;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.listener.ProxyServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes over changed settings and files while the node runs. Everything that can fail is done first; so a reload is refused
 * before it has changed anything. Requests and connections never notice, and listeners stay as they are.
 */
final class Reload {
    /** What a running node takes over. The other settings wait for the next start. */
    private static final Set<String> LIVE = Set.of(
            "log_level",
            "ssl_cert",
            "ssl_cert_key",
            "ssl_cipher_suite",
            "ssl_ciphers",
            "ssl_prefer_server_ciphers",
            "ssl_protocols",
            "declarative_config",
            "declarative_config_string",
            "proxy_server");

    private final Settings started;
    private final AtomicReference<Settings> current;
    private final ProxyServer proxy;
    private final Optional<Standalone> standalone;

    /**
     * @param started the settings that the node was started with
     * @param current those in use; replaced by a reload
     * @param standalone of a node on its own, which reads its declarative file again
     */
    Reload(Settings started, AtomicReference<Settings> current, ProxyServer proxy, Optional<Standalone> standalone) {
        this.started = started;
        this.current = current;
        this.proxy = proxy;
        this.standalone = standalone;
    }

    /**
     * Reloads; one at a time. Blocks.
     *
     * @param file the configuration file from now on; the one that is known when empty
     * @return notes for the user
     * @throws ReloadException with every problem; the node goes on as before
     */
    synchronized List<String> run(Optional<Path> file) {
        Settings before = current.get();
        try {
            Settings wanted = file.map(before::reread).orElseGet(before::reread);
            Runnable tls = proxy.tlsRenewal(wanted);
            standalone.ifPresent(node -> DeclaredFile.of(wanted).ifPresent(node::redeclare));
            tls.run();
            NodeLog.level(wanted.requiredText("log_level"));
            current.set(wanted);
            return notes(before, wanted);
        } catch (SettingsException invalid) {
            throw new ReloadException(invalid.errors(), invalid);
        } catch (PkiException unusable) {
            throw new ReloadException(List.of("ssl_cert, ssl_cert_key: " + unusable.getMessage()), unusable);
        } catch (StartException | UncheckedIOException unusable) {
            throw new ReloadException(List.of(unusable.getMessage()), unusable);
        }
    }

    private List<String> notes(Settings before, Settings wanted) {
        List<String> notes = new ArrayList<>();
        List<String> taken =
                changed(before, wanted).stream().filter(LIVE::contains).toList();
        if (!taken.isEmpty()) {
            notes.add("in use now: " + String.join(", ", taken));
        }
        List<String> waiting = changed(started, wanted).stream()
                .filter(key -> !LIVE.contains(key))
                .toList();
        if (!waiting.isEmpty()) {
            notes.add("changed, but in use with the next start only: " + String.join(", ", waiting));
        }
        return notes;
    }

    private static List<String> changed(Settings from, Settings to) {
        return from.keys().stream()
                .filter(key -> !from.plainText(key).equals(to.plainText(key)))
                .toList();
    }
}
