package io.gatehouse.liberty;

import io.gatehouse.liberty.postgresql.EmbeddedPostgres;
import io.gatehouse.liberty.server.DatabaseAddress;
import io.gatehouse.liberty.server.DatabasePool;
import io.gatehouse.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Turns the {@code pg_*} settings into what Liberty's data source needs. */
final class DatabaseSettings {
    private static final List<String> OWN_SERVER = List.of(
            "pg_host", "pg_port", "pg_user", "pg_password", "pg_database", "pg_schema", "pg_ssl", "pg_ssl_verify");
    private static final int DEFAULT_POOL_SIZE = 20;
    private static final Duration DEFAULT_IDLE_TIME = Duration.ofMinutes(5);

    // A statement that gets no byte back for this long lost its server; migrations of large tables stay below it.
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Settings settings;

    DatabaseSettings(Settings settings) {
        this.settings = settings;
    }

    /** Returns whether the user named a database server of their own. */
    boolean nameServer() {
        return OWN_SERVER.stream().anyMatch(settings::isSet);
    }

    /**
     * Returns the address of the user's server.
     *
     * @param trustedCertificates gives a PEM file of the authorities to verify it with; asked only when it is to be verified
     */
    DatabaseAddress address(Supplier<Path> trustedCertificates) {
        Map<String, String> attributes = attributes(
                settings.requiredText("pg_host"),
                settings.integer("pg_port"),
                settings.requiredText("pg_user"),
                settings.requiredText("pg_database"));
        settings.text("pg_schema").ifPresent(schema -> attributes.put("currentSchema", schema));
        if (settings.flag("pg_ssl_verify") && settings.flag("pg_ssl")) {
            attributes.put("sslMode", "verify-full");
            attributes.put("sslRootCert", trustedCertificates.get().toString());
        } else {
            // TLS where the server offers it, as pg_ssl is defined
            attributes.put("sslMode", settings.flag("pg_ssl") ? "prefer" : "disable");
        }
        return new DatabaseAddress(attributes, settings.text("pg_password").orElse(""));
    }

    DatabaseAddress address(EmbeddedPostgres server) {
        Map<String, String> attributes = attributes("127.0.0.1", server.port(), server.user(), server.database());
        attributes.put("sslMode", "disable");
        return new DatabaseAddress(attributes, server.password());
    }

    DatabasePool pool() {
        int size = settings.optionalNumber("pg_pool_size")
                .map(Double::intValue)
                .filter(number -> number > 0)
                .orElse(DEFAULT_POOL_SIZE);
        Duration idleTime = settings.optionalNumber("pg_keepalive_timeout")
                .filter(milliseconds -> milliseconds > 0)
                .map(milliseconds -> Duration.ofMillis(milliseconds.longValue()))
                .orElse(DEFAULT_IDLE_TIME);
        return new DatabasePool(size, idleTime, Duration.ofMillis(settings.integer("pg_timeout")));
    }

    private Map<String, String> attributes(String host, int port, String user, String database) {
        Duration patience = Duration.ofMillis(settings.integer("pg_timeout"));
        String seconds = Math.max(1, (patience.toMillis() + 999) / 1000) + "s";
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("serverName", host);
        attributes.put("portNumber", Integer.toString(port));
        attributes.put("user", user);
        attributes.put("databaseName", database);
        attributes.put("connectTimeout", seconds);
        attributes.put("loginTimeout", seconds);
        attributes.put("socketTimeout", SILENCE.toSeconds() + "s");
        attributes.put("tcpKeepAlive", "true");
        attributes.put("ApplicationName", "gatehouse");
        return attributes;
    }
}
