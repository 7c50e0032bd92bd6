package io.gatehouse.acceptance.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.liberty.postgresql.EmbeddedPostgres;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.testpki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connection to a database whose certificate an authority of its own has issued. */
@Tag("R159")
class DatabaseTlsIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final TestAuthority authority = TestAuthority.root("authority of the database");
    private EmbeddedPostgres database;

    @BeforeEach
    void startDatabase() throws IOException, SQLException {
        Path folder = nodes.folder().resolve("database");
        database = EmbeddedPostgres.start(
                Installation.postgresPrograms(), folder, nodes.folder().resolve("database.log"));
        database.ready().join();
        ClusterPair pair = nodes.pair(
                "database",
                authority
                        .certificate("database")
                        .address("127.0.0.1")
                        .usages(KeyPurposeId.id_kp_serverAuth)
                        .issue());
        for (Path file : List.of(pair.certificate(), pair.key())) {
            // the server reads keys of its own user only
            Files.setOwner(file, Files.getOwner(folder));
        }
        execute("ALTER SYSTEM SET ssl_cert_file = '" + pair.certificate() + "'");
        execute("ALTER SYSTEM SET ssl_key_file = '" + pair.key() + "'");
        execute("ALTER SYSTEM SET ssl = on");
        execute("SELECT pg_reload_conf()");
    }

    @AfterEach
    void stopDatabase() {
        database.close();
    }

    @Test
    void isVerifiedWithAnAuthorityThatIsListed() throws IOException, SQLException {
        ControlPlane node = controlPlane(authority);
        node.start();

        assertTrue(Http.get(node.status(), "/status")
                .json()
                .at("/database/reachable")
                .asBoolean());
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*), count(*) FILTER (WHERE ssl)"
                        + " FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'gatehouse'")) {
            rows.next();
            assertTrue(rows.getInt(1) > 0);
            assertEquals(rows.getInt(1), rows.getInt(2), "every connection is secured");
        }
    }

    @Test
    void keepsTheNodeFromStartingWhenNobodyVouchesForIt() throws IOException {
        ControlPlane node = controlPlane(TestAuthority.root("another authority"));
        node.launch();

        assertEquals(1, node.awaitEnd());
        String said = node.log().text();
        assertTrue(said.contains("certificate") && said.contains("lua_ssl_trusted_certificate"), said);
    }

    private ControlPlane controlPlane(TestAuthority trusted) throws IOException {
        ControlPlane node = nodes.controlPlane("node");
        node.set("pg_host", "127.0.0.1");
        node.set("pg_port", Integer.toString(database.port()));
        node.set("pg_user", database.user());
        node.set("pg_password", database.password());
        node.set("pg_database", database.database());
        node.set("pg_ssl", "on");
        node.set("pg_ssl_verify", "on");
        Path file =
                Files.writeString(nodes.folder().resolve("trusted.crt"), Pem.encode(List.of(trusted.certificate())));
        node.set("lua_ssl_trusted_certificate", file.toString());
        return node;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + database.database(),
                database.user(),
                database.password());
    }
}
