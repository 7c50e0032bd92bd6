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
import io.gatehouse.liberty.tls.KeyStoreFile;
import io.gatehouse.liberty.tls.KeyStoreFollower;
import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.product.Termination;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.net.URISyntaxException;
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
 * <p>Exit status: 143 after SIGTERM and 130 after Ctrl-C, as of any JVM; 1 when it cannot start, after every problem was
 * printed.
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
        HttpListeners admin = listeners("admin", prefix);
        HttpListeners status = listeners("status", prefix);
        Map<String, KeyStoreFile> keyStores = keyStores(prefix, keyStorePassword, admin, status);
        writeServer(prefix, admin, status, keyStores, database);

        LibertyServer server =
                new LibertyServer(ServerFiles.SERVER_NAME, prefix.liberty(), prefix.liberty(), prefix.logs());
        shutdown.stopsFirst(server);
        server.start(variables(database, keyStorePassword));
        try (KeyStoreFollower follower = KeyStoreFollower.start(List.copyOf(keyStores.values()))) {
            LogLevel.offer(ServerFiles.folderIn(prefix.liberty()), settings.requiredText("log_level"));
            ApplicationState.requireStarted(prefix.logs());
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

    private HttpListeners listeners(String name, Prefix prefix) {
        List<Listener> listeners = settings.listeners(name + "_listen");
        listeners.stream().filter(Listener::proxyProtocol).findFirst().ifPresent(listener -> {
            throw new StartException(name + "_listen has proxy_protocol in '" + listener.text()
                    + "', which the control plane does not understand; remove the word");
        });
        Optional<String> log = settings.text(name + "_access_log")
                .map(text -> text.split("\\s", 2)[0])
                .filter(text -> !text.equals("off"))
                .map(text -> prefix.resolve(text).toString());
        return new HttpListeners(name, listeners, log);
    }

    private Map<String, KeyStoreFile> keyStores(
            Prefix prefix, String password, HttpListeners admin, HttpListeners status) {
        TlsMaterial material = new TlsMaterial(settings, prefix.ssl());
        Map<String, KeyStoreFile> keyStores = new HashMap<>();
        if (admin.usesTls()) {
            keyStores.put("admin", material.keyStore("admin", DefaultCertificate.Use.ADMIN, password.toCharArray()));
        }
        if (status.usesTls()) {
            keyStores.put("status", material.keyStore("status", DefaultCertificate.Use.STATUS, password.toCharArray()));
        }
        return keyStores;
    }

    private void writeServer(
            Prefix prefix,
            HttpListeners admin,
            HttpListeners status,
            Map<String, KeyStoreFile> keyStores,
            DatabaseAddress database) {
        Map<String, Path> files = keyStores.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().file()));
        try {
            new ServerFiles(installation, admin, status, files, database, new DatabaseSettings(settings).pool())
                    .writeTo(prefix.liberty());
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
