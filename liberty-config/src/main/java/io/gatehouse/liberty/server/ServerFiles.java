package io.gatehouse.liberty.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of one control plane's server: includes the {@code server.xml} of the installation and adds to it
 * what settings decide. It lies under the prefix, so that several control planes run from one installation.
 */
public final class ServerFiles {
    /** Name of the server; its folder under {@code servers}. */
    public static final String SERVER_NAME = "gatehouse";

    /** Variable that holds the password of the database. */
    public static final String DATABASE_PASSWORD = "gatehouse.pg.password";

    /** Variable that holds the password of the key stores. */
    public static final String KEY_STORE_PASSWORD = "gatehouse.keystore.password";

    /** How PostgreSQL takes leave of connections that it ends: by an administrator's command, after a crash. */
    private static final List<String> ENDED_BY_SERVER = List.of("57P01", "57P02");

    private final Path installation;
    private final List<HttpListeners> http;
    private final TelemetryListeners telemetry;
    private final Path signingKeys;
    private final DatabaseAddress database;
    private final DatabasePool pool;

    /**
     * Describes the configuration.
     *
     * @param installation folder that holds the common {@code server.xml}
     * @param http listeners of the Admin API, of status and health, and of pages
     * @param telemetry listeners for data planes' reports
     * @param signingKeys where Liberty may keep keys of its own
     * @param database where the database is
     * @param pool how many connections it gets
     */
    public ServerFiles(
            Path installation,
            List<HttpListeners> http,
            TelemetryListeners telemetry,
            Path signingKeys,
            DatabaseAddress database,
            DatabasePool pool) {
        this.installation = installation;
        this.http = List.copyOf(http);
        this.telemetry = telemetry;
        this.signingKeys = signingKeys;
        this.database = database;
        this.pool = pool;
    }

    /**
     * Writes the configuration into a user folder of Liberty, replacing an earlier one.
     *
     * @throws IOException when the folder cannot be written
     */
    public void writeTo(Path userFolder) throws IOException {
        Path folder = Files.createDirectories(folderIn(userFolder));
        Path unfinished = folder.resolve("server.xml.unfinished");
        Files.writeString(unfinished, document());
        Files.move(unfinished, folder.resolve("server.xml"), StandardCopyOption.ATOMIC_MOVE);
        LogLevel.forget(folder);
    }

    /** The server's own folder in a user folder of Liberty. */
    public static Path folderIn(Path userFolder) {
        return userFolder.resolve("servers").resolve(SERVER_NAME);
    }

    String document() {
        ConfigurationXml xml = new ConfigurationXml();
        xml.element(
                "include", Map.of("location", installation.resolve("server.xml").toString()));
        http.forEach(listeners -> listeners.writeTo(xml));
        telemetry.writeTo(xml);
        if (!telemetry.listeners().isEmpty()
                || http.stream().anyMatch(listeners -> listeners.trustStore().isPresent())) {
            ClientCertificates.show(xml, signingKeys);
        }
        writeDatabase(xml);
        return xml.toString();
    }

    // Connections are not tried before each use, which would double the round trips of most requests: the first
    // statement on one that ended fails, the pool then drops all, and the request is run again.
    private void writeDatabase(ConfigurationXml xml) {
        xml.open(
                "dataSource",
                attributes(
                        "id", "gatehouse",
                        "jndiName", "jdbc/gatehouse",
                        "isolationLevel", "TRANSACTION_READ_COMMITTED"));
        xml.element("jdbcDriver", Map.of("libraryRef", "postgresql"));
        xml.element(
                "connectionManager",
                attributes(
                        "maxPoolSize",
                        Integer.toString(pool.size()),
                        "minPoolSize",
                        "1",
                        "maxIdleTime",
                        pool.idleTime().toSeconds() + "s",
                        "connectionTimeout",
                        pool.patience().toMillis() + "ms",
                        "purgePolicy",
                        "EntirePool"));
        for (String state : ENDED_BY_SERVER) {
            xml.element("identifyException", attributes("sqlState", state, "as", "StaleConnection"));
        }
        Map<String, String> properties = new LinkedHashMap<>(database.attributes());
        properties.put("password", "${" + DATABASE_PASSWORD + "}");
        xml.element("properties.postgresql", properties);
        xml.close("dataSource");
    }

    private static Map<String, String> attributes(String... namesAndValues) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }
}
