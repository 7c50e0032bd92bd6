package io.gatehouse.liberty;

import io.gatehouse.liberty.postgresql.EmbeddedPostgres;
import io.gatehouse.liberty.postgresql.EmbeddedPostgresException;
import io.gatehouse.liberty.server.DatabaseAddress;
import io.gatehouse.liberty.server.HttpListeners;
import io.gatehouse.liberty.server.LibertyException;
import io.gatehouse.liberty.server.LibertyServer;
import io.gatehouse.liberty.server.LogLevel;
import io.gatehouse.liberty.server.LogVerbosity;
import io.gatehouse.liberty.server.ServerFiles;
import io.gatehouse.liberty.tls.KeyStoreFollower;
import io.gatehouse.model.control.ControlListener;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.product.Signals;
import io.gatehouse.model.product.Termination;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a control plane in the foreground until the process is asked to end: reads and checks the settings, prepares the
 * prefix, starts the embedded PostgreSQL when no other database is named, and runs Open Liberty in this JVM.
 *
 * <p>Exit status: 0 after a request to stop, 1 when it cannot start. Every problem is printed before.
 */
public final class ControlPlane {
    private final Settings settings;
    private final Path installation;

    private ControlPlane(Settings settings, Path installation) {
        this.settings = settings;
        this.installation = installation;
    }

    public static void main(String[] arguments) throws InterruptedException {
        // before anything logs: later, Liberty could not take java.util.logging over
        System.setProperty("java.util.logging.manager", "com.ibm.ws.kernel.boot.logging.WsLogManager");
        Termination.endsWithStatusZero();
        try {
            CommandLine commandLine = CommandLine.parse(arguments);
            Settings settings =
                    Settings.loadAs(Role.CONTROL_PLANE, System.getenv(), commandLine.file(), commandLine.overrides());
            settings.warnings().forEach(warning -> System.err.println("[warn] " + warning));
            handToApplication(commandLine);
            new ControlPlane(settings, installation()).run();
        } catch (SettingsException e) {
            e.errors().forEach(error -> System.err.println("Error: " + error));
            System.exit(1);
        } catch (StartException | EmbeddedPostgresException | LibertyException e) {
            e.getMessage().lines().forEach(line -> System.err.println("Error: " + line));
            System.exit(1);
        }
    }

    private void run() throws InterruptedException {
        long begin = System.nanoTime();
        Prefix prefix = Prefix.open(settings.prefix());
        ListenerPorts.requireFree(settings);
        // first of all, as the rest of the start does not need it yet
        Optional<EmbeddedPostgres> postgres = startPostgres(prefix);
        Shutdown shutdown = new Shutdown(prefix, postgres);
        Runtime.getRuntime().addShutdownHook(shutdown);

        String keyStorePassword = randomPassword();
        DatabaseAddress database = database(prefix, postgres);
        Listeners listeners = new Listeners(settings, prefix, keyStorePassword);
        HttpListeners admin = listeners.admin();
        HttpListeners gui = listeners.gui();
        if (gui.listeners().isEmpty()
                && settings.isSet("admin_gui_listen")
                && !settings.listeners("admin_gui_listen").isEmpty()) {
            System.err.println("[warn] admin_gui_listen stays closed: there is no folder "
                    + settings.prefix().resolve("gui") + " with pages to serve");
        }
        writeServer(
                prefix,
                new ServerFiles(
                        installation,
                        List.of(admin, listeners.http("status", DefaultCertificate.Use.STATUS), gui),
                        listeners.telemetry(),
                        prefix.signingKeys(),
                        database,
                        new DatabaseSettings(settings).pool()));

        LibertyServer server =
                new LibertyServer(ServerFiles.SERVER_NAME, prefix.liberty(), prefix.liberty(), prefix.logs());
        shutdown.stopsFirst(server);
        server.start(variables(database, keyStorePassword));
        try (KeyStoreFollower follower = KeyStoreFollower.start(listeners.stores())) {
            LogLevel.offer(ServerFiles.folderIn(prefix.liberty()), settings.requiredText("log_level"));
            ApplicationState.requireStarted(prefix.logs());
            listen(new NodeControl(settings), shutdown);
            System.out.println(String.format(
                    Locale.ROOT,
                    "Gatehouse control plane %s is ready after %.1f s: Admin API at %s",
                    Product.version(),
                    (System.nanoTime() - begin) / 1e9,
                    urls(admin)));
            server.awaitEnd();
        }
        System.exit(0);
    }

    /** A control plane works without its control socket; only the command line misses it. */
    private void listen(NodeControl control, Shutdown shutdown) {
        Signals.on("HUP", control::hangUp);
        try {
            shutdown.closesFirst(ControlListener.open(settings.prefix(), control::answer));
        } catch (IOException | UnsupportedOperationException impossible) {
            System.err.println("[warn] the command line cannot reach this node, use signals: no socket in "
                    + settings.prefix() + ": " + impossible);
        }
    }

    private Optional<EmbeddedPostgres> startPostgres(Prefix prefix) {
        if (new DatabaseSettings(settings).nameServer()) {
            return Optional.empty();
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                installation.resolve("postgresql"),
                prefix.postgresql(),
                prefix.logs().resolve("postgresql.log"));
        postgres.ready().exceptionally(failure -> {
            System.err.println("Error: " + failure.getMessage());
            System.exit(1);
            return null;
        });
        return Optional.of(postgres);
    }

    private DatabaseAddress database(Prefix prefix, Optional<EmbeddedPostgres> postgres) {
        DatabaseSettings databaseSettings = new DatabaseSettings(settings);
        return postgres.map(databaseSettings::address)
                .orElseGet(() -> databaseSettings.address(() -> new TrustBundle(settings).writeTo(prefix)));
    }

    private static void writeServer(Prefix prefix, ServerFiles files) {
        try {
            // made with the password of an earlier start
            Files.deleteIfExists(prefix.signingKeys());
            files.writeTo(prefix.liberty());
        } catch (IOException e) {
            throw new StartException(
                    "the server's configuration cannot be written under " + prefix.liberty() + ": " + e, e);
        }
    }

    private Map<String, String> variables(DatabaseAddress database, String keyStorePassword) {
        Map<String, String> variables = new HashMap<>(
                LogVerbosity.of(settings.requiredText("log_level")).variables());
        // the port of Liberty's own command line, which nobody needs: signals stop this process
        variables.put("command.port", "-1");
        variables.put("gatehouse.ear", installation.resolve("gatehouse.ear").toString());
        variables.put(
                "gatehouse.jdbc.driver",
                installation.resolve("jdbc/postgresql.jar").toString());
        variables.put(ServerFiles.DATABASE_PASSWORD, database.password());
        variables.put(ServerFiles.KEY_STORE_PASSWORD, keyStorePassword);
        return variables;
    }

    /** The application reads the same settings by itself; it cannot see the command line. */
    private static void handToApplication(CommandLine commandLine) {
        commandLine
                .file()
                .ifPresent(file -> System.setProperty(
                        "gatehouse.conf", file.toAbsolutePath().toString()));
        commandLine.overrides().forEach((key, value) -> System.setProperty("gatehouse.override." + key, value));
    }

    private static String urls(HttpListeners listeners) {
        return listeners.listeners().stream()
                .flatMap(listener -> Stream.of((listener.ssl() ? "https://" : "http://") + listener.authority()))
                .collect(Collectors.joining(", "));
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Path installation() {
        try {
            return Path.of(ControlPlane.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new StartException("the folder of control-plane.jar cannot be found: " + e.getMessage(), e);
        }
    }
}
