package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.PairFiles;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    static Path directory;

    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makePair() throws IOException {
        certificate = directory.resolve("cluster.crt");
        key = directory.resolve("cluster.key");
        PairFiles.create(ClusterCertificate.generate(Duration.ofDays(365)), certificate, key);
    }

    @Test
    @Tag("R189")
    @Tag("R190")
    void environmentWinsOverFileAndFileOverDefault() throws IOException {
        Path file = Files.writeString(directory.resolve("layers.conf"), "pg_user = file\npg_database = file\n");

        Settings settings = Settings.load(Map.of("KONG_PG_USER", "env#1"), Optional.of(file), Map.of("prefix", "p"));

        assertEquals(Optional.of("env#1"), settings.text("pg_user"));
        assertEquals(Optional.of("file"), settings.text("pg_database"));
        assertEquals(Optional.of("127.0.0.1"), settings.text("pg_host"));
        assertEquals(Path.of("p").toAbsolutePath(), settings.prefix());
        assertTrue(settings.isSet("pg_user") && settings.isSet("pg_database") && !settings.isSet("pg_host"));
        assertEquals(Path.of("/usr/local/kong"), load(Map.of()).prefix());
    }

    @Test
    void emptyValueUnsetsATextAndLeavesANumberAtItsDefault() {
        Settings settings = load(Map.of("KONG_PG_HOST", "", "KONG_PG_PORT", ""));

        assertEquals(Optional.empty(), settings.text("pg_host"));
        assertEquals(5432, settings.integer("pg_port"));
        assertTrue(settings.warnings().contains("pg_port is empty; its default 5432 is used"));
    }

    @Test
    @Tag("R192")
    @Tag("R191")
    void reportsEveryErrorAtOnce() {
        List<String> errors = errors(Map.of(
                "KONG_ROLE", "foo",
                "KONG_CLUSTER_MTLS", "x",
                "KONG_PG_PORT", "abc",
                "KONG_DATABASE", "mysql",
                "KONG_PROXY_LISTEN", "bad",
                "KONG_UPSTREAM_KEEPALIVE_POOL_SIZE", "-1"));

        assertEquals(
                Set.of(
                        "role has an invalid value: 'foo' (data_plane, control_plane, traditional)",
                        "cluster_mtls has an invalid value: 'x' (shared, pki)",
                        "pg_port is not a number: 'abc'",
                        "database has an invalid value: 'mysql' (postgres, cassandra, off)",
                        "upstream_keepalive_pool_size must be 0 or greater",
                        "proxy_listen must be of form: [off] | <ip>:<port> [ssl] [http2] [proxy_protocol] [deferred] [bind] "
                                + "[reuseport] [backlog=%d+] [ipv6only=on] [ipv6only=off] [so_keepalive=on] "
                                + "[so_keepalive=off] [so_keepalive=%w*:%w*:%d*], [... next entry ...]"),
                Set.copyOf(errors));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CLUSTER_DATA_PLANE_PURGE_DELAY | 59 | cluster_data_plane_purge_delay must be 60 or greater
                    CLUSTER_MAX_PAYLOAD | 4194303 | cluster_max_payload must be 4194304 (4MB) or greater
                    LUA_MAX_REQ_HEADERS | 0 | lua_max_req_headers must be an integer between 1 and 1000
                    LUA_MAX_URI_ARGS | 1.5 | lua_max_uri_args must be an integer between 1 and 1000
                    WORKER_STATE_UPDATE_FREQUENCY | 0 | worker_state_update_frequency must be greater than 0
                    PG_MAX_CONCURRENT_QUERIES | -1 | pg_max_concurrent_queries must be greater than 0
                    PG_SEMAPHORE_TIMEOUT | 1.5 | pg_semaphore_timeout must be an integer greater than 0
                    CLUSTER_OCSP | maybe | cluster_ocsp has an invalid value: 'maybe' (on, off, optional)
                    LOG_LEVEL | INFO | log_level has an invalid value: 'INFO' (debug, info, notice, warn, error, crit, alert, emerg)
                    DATABASE | cassandra | Cassandra as a datastore for Kong is not supported in versions 3.4 and above. Please use Postgres.
                    NODE_ID | 17 | node_id must be a valid UUID
                    PORT_MAPS | 80:8000, 443 | invalid port mapping (`port_maps`): 443
                    PROXY_SERVER | proxy:3128 | proxy_server missing scheme
                    PROXY_SERVER | ftp://proxy | proxy_server only supports "http" and "https", got ftp
                    PROXY_SERVER | http://:3128 | proxy_server missing host
                    TRUSTED_IPS | 10.0.0.0/33 | trusted_ips must be a comma separated list in the form of IPv4 or IPv6 address or CIDR block or 'unix:', got '10.0.0.0/33'
                    HEADERS | server_tokens, X-Foo | headers: invalid entry 'X-Foo'
                    HEADERS_UPSTREAM | Via | headers_upstream: invalid entry 'Via'
                    DNS_RESOLVER | 8.8.8.8:99999 | dns_resolver must be a comma separated list in the form of IPv4/6 or IPv4/6:port, got '8.8.8.8:99999'
                    DNS_ORDER | LAST,MX | dns_order: invalid entry 'MX'
                    DNS_HOSTSFILE | /no/such | dns_hostsfile: file does not exist
                    SSL_CIPHER_SUITE | best | Undefined cipher suite best
                    TRACING_INSTRUMENTATIONS | nope | invalid tracing type: nope
                    TRACING_INSTRUMENTATIONS | off, router | invalid tracing types: off, other types are mutually exclusive
                    ADMIN_GUI_PATH | x | admin_gui_path must start with a slash ('/')
                    ADMIN_GUI_PATH | /x/ | admin_gui_path must not end with a slash ('/')
                    SSL_CERT | /none | ssl_cert_key must be specified
                    SSL_CERT_KEY | /none | ssl_cert must be specified
                    LUA_SSL_TRUSTED_CERTIFICATE | system, /none | lua_ssl_trusted_certificate: failed loading certificate from /none
                    PG_PASSWORD | {vault://env/absent} | failed to dereference '{vault://env/absent}': could not get value from external vault (no value found) for config option 'pg_password'
                    PG_PASSWORD | {vault://hcv/a} | failed to dereference '{vault://hcv/a}': could not find vault (hcv) for config option 'pg_password'
                    CLUSTER_DP_LABELS | a:b | cluster_dp_labels can only be used when role = "data_plane"
                    WASM | on | wasm = 'on' is not supported: this gateway runs no WebAssembly filters; set wasm = off
                    """)
    void saysExactlyWhatIsWrong(String name, String value, String error) {
        assertEquals(List.of(error), errors(Map.of("KONG_" + name, value)));
    }

    @Test
    @Tag("R46")
    void controlPlaneNeedsItsListenersADatabaseAndNoLabels() {
        Map<String, String> environment = pair();
        environment.putAll(Map.of(
                "KONG_ROLE", "control_plane",
                "KONG_DATABASE", "off",
                "KONG_ADMIN_LISTEN", "off",
                "KONG_CLUSTER_LISTEN", "off",
                "KONG_CLUSTER_USE_PROXY", "on",
                "KONG_CLUSTER_DP_LABELS", "a:b"));

        assertEquals(
                List.of(
                        "admin_listen must be specified when role = \"control_plane\"",
                        "cluster_listen must be specified when role = \"control_plane\"",
                        "in-memory storage can not be used when role = \"control_plane\"",
                        "cluster_use_proxy can not be used when role = \"control_plane\"",
                        "cluster_dp_labels can not be used when role = \"control_plane\""),
                errors(environment));
    }

    @Test
    @Tag("R17")
    @Tag("R61")
    void pkiModeNeedsAnAuthorityOnTheControlPlane() {
        Map<String, String> environment = pair();
        environment.putAll(Map.of("KONG_ROLE", "control_plane", "KONG_CLUSTER_MTLS", "pki"));
        assertEquals(List.of("cluster_ca_cert must be specified when cluster_mtls = \"pki\""), errors(environment));
    }

    @Test
    @Tag("R137")
    void theAdminApiListensOnLoopbackByDefault() {
        load(Map.of()).listeners("admin_listen").forEach(listener -> assertEquals("127.0.0.1", listener.host()));
        assertFalse(load(Map.of()).listeners("admin_listen").isEmpty());
    }

    @Test
    @Tag("R42")
    void theClusterPortsCanBeChanged() {
        Settings settings = load(
                Map.of("KONG_CLUSTER_LISTEN", "127.0.0.1:9005", "KONG_CLUSTER_TELEMETRY_LISTEN", "127.0.0.1:9006"));
        assertEquals(9005, settings.listeners("cluster_listen").get(0).port());
        assertEquals(9006, settings.listeners("cluster_telemetry_listen").get(0).port());
    }

    @Test
    void aProgramOfOneRoleIsJudgedInThatRole() {
        Map<String, String> noDatabase = Map.of("KONG_DATABASE", "off");
        SettingsException open = assertThrows(
                SettingsException.class,
                () -> Settings.loadAs(Role.CONTROL_PLANE, noDatabase, Optional.empty(), Map.of()));
        assertTrue(
                open.errors().contains("in-memory storage can not be used when role = \"control_plane\""),
                open.getMessage());

        Map<String, String> otherRole = Map.of("KONG_ROLE", "traditional", "KONG_LOG_LEVEL", "loud");
        SettingsException other = assertThrows(
                SettingsException.class,
                () -> Settings.loadAs(Role.CONTROL_PLANE, otherRole, Optional.empty(), Map.of()));
        assertEquals(
                "role is traditional, and this program is a control_plane; set role = control_plane or leave it out",
                other.errors().get(0));
        assertEquals(2, other.errors().size(), other.getMessage());
    }

    @Test
    @Tag("R53")
    @Tag("R54")
    void dataPlaneNeedsAProxyListenerAndNoDatabase() {
        Map<String, String> environment = pair();
        environment.putAll(Map.of("KONG_ROLE", "data_plane", "KONG_PROXY_LISTEN", "off"));

        assertEquals(
                List.of(
                        "proxy_listen must be specified when role = \"data_plane\"",
                        "only in-memory storage can be used when role = \"data_plane\"\n"
                                + "Hint: set database = off in your kong.conf"),
                errors(environment));
    }

    @Test
    @Tag("R15")
    void hybridRolesNeedTheClusterCertificate() {
        assertEquals(
                List.of("cluster certificate and key must be provided to use Hybrid mode"),
                errors(Map.of("KONG_ROLE", "control_plane")));
    }

    @Test
    @Tag("R60")
    void refusesACertificateInPlaceOfItsKey() {
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT_KEY", certificate.toString());

        assertEquals(List.of("cluster_cert_key: failed loading key from " + certificate), errors(environment));
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        CertificatePair other = ClusterCertificate.generate(Duration.ofDays(1));
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT_KEY", Pem.encode(other.privateKey()));

        List<String> errors = errors(environment);

        assertEquals(1, errors.size());
        assertTrue(errors.get(0).startsWith("cluster_cert and cluster_cert_key do not belong together"), errors.get(0));
    }

    @Test
    void neverShowsWhatMightBeAKey() {
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT_KEY", "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----");

        assertEquals(List.of("cluster_cert_key: failed loading key from ******"), errors(environment));
    }

    @Test
    @Tag("R52")
    @Tag("R64")
    void dataPlaneStartsWithPathsOrBase64() throws IOException {
        Settings byPath = load(dataPlane());
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT", base64(certificate));
        environment.put("KONG_CLUSTER_CERT_KEY", base64(key));
        environment.put("KONG_CLUSTER_DP_LABELS", "deployment:cloud1,region:us:east");
        Settings inline = load(environment);

        assertEquals(Role.DATA_PLANE, byPath.role());
        assertFalse(byPath.hasDatabase());
        assertEquals(List.of(), byPath.warnings());
        assertEquals(Map.of("deployment", "cloud1", "region", "us:east"), inline.labels());
    }

    @ParameterizedTest
    @Tag("R58")
    @CsvSource(delimiter = '~', textBlock = """
                    kong-x:y ~ label key validation failed: kong-x is invalid. Must match pattern: (?!kong)(?!konnect)(?!insomnia)(?!mesh)(?!kic)[a-z0-9]([\\w\\.:-]*[a-z0-9]|)$
                    x: ~ label value validation failed:  must have between 1 and 63 characters
                    x:-y ~ label value validation failed: -y is invalid. Must match pattern: [a-z0-9]([\\w\\.:-]*[a-z0-9]|)$
                    a:1,b:1,c:1,d:1,e:1,f:1,g:1,h:1,i:1,j:1,k:1 ~ labels validation failed: count exceeded 10 max elements
                    """)
    void checksLabels(String labels, String error) {
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_DP_LABELS", labels);

        assertEquals(List.of(error), errors(environment));
    }

    @Test
    void warnsOfAKeyThatOthersCanRead() throws IOException {
        Path readable = directory.resolve("readable.key");
        Files.copy(key, readable);
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT_KEY", readable.toString());

        assertEquals(
                List.of("cluster_cert_key: " + readable + " can be read by other users; chmod 600 makes it private"),
                load(environment).warnings());
    }

    @Test
    @Tag("R169")
    void warnsOfACertificateThatExpiresSoon() {
        CertificatePair soon = ClusterCertificate.generate(Duration.ofDays(10));
        Map<String, String> environment = dataPlane();
        environment.put("KONG_CLUSTER_CERT", Pem.encode(soon.chain()));
        environment.put("KONG_CLUSTER_CERT_KEY", Pem.encode(soon.privateKey()));

        List<String> warnings = load(environment).warnings();

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("cluster_cert expires at "), warnings.get(0));
    }

    @Test
    @Tag("R194")
    @Tag("R38")
    void namesWhatHasNoEffect() {
        List<String> warnings = load(Map.of(
                        "KONG_FOO_BAR", "1",
                        "KONG_CLUSTER_OSCP", "on",
                        "KONG_TRACING_INSTRUMENTATIONS", "router",
                        "KONG_LUA_SOCKET_POOL_SIZE", "10",
                        "KONG_NGINX_HTTP_INCLUDE", "x",
                        "KONG_WASM", "off",
                        "KONG_ANONYMOUS_REPORTS", "off",
                        "KONG_ROUTER_CONSISTENCY", "strict"))
                .warnings();

        assertEquals(
                Set.of(
                        "unknown settings are ignored: cluster_oscp (did you mean cluster_ocsp?), foo_bar",
                        "nginx directive nginx_http_include has no effect",
                        "these settings are known but not supported yet, and have no effect: tracing_instrumentations",
                        "these settings have no meaning in this product, and have no effect: lua_socket_pool_size",
                        "the 'router_consistency' configuration property is deprecated, use 'worker_consistency' instead",
                        "the configuration value 'strict' for configuration property 'worker_consistency' is deprecated"),
                Set.copyOf(warnings));
    }

    @Test
    void warnsOfASwitchThatIsNeitherOnNorOff() {
        Settings settings = load(Map.of("KONG_PG_SSL", "yes"));

        assertFalse(settings.flag("pg_ssl"));
        assertEquals(List.of("pg_ssl = 'yes' is taken as off; write on or off"), settings.warnings());
    }

    @Test
    @Tag("R162")
    void resolvesSecretsButShowsOnlyReferences() {
        Settings settings = load(Map.of("KONG_PG_PASSWORD", "{vault://env/db-pass}", "DB_PASS", "s3cret"));

        assertEquals(Optional.of("s3cret"), settings.text("pg_password"));
        assertEquals("{vault://env/db-pass}", settings.effective().get("pg_password"));
    }

    @Test
    void checkToleratesReferencesThatCannotBeResolvedHere() throws IOException {
        Path file = Files.writeString(directory.resolve("secret.conf"), "pg_password = {vault://env/elsewhere}\n");

        assertEquals(List.of(), Settings.check(Map.of(), file).warnings());
    }

    @Test
    void readsAliasesAndUnits() {
        Settings settings = load(Map.of(
                "KONG_NGINX_WORKER_PROCESSES", "2",
                "KONG_LMDB_MAP_SIZE", "64m",
                "KONG_NGINX_HTTP_KEEPALIVE_TIMEOUT", "1m30s",
                "KONG_NGINX_PROXY_REAL_IP_HEADER", "X-Forwarded-For"));

        assertEquals(Optional.of("2"), settings.text("nginx_main_worker_processes"));
        assertEquals(Optional.of(64L << 20), settings.bytes("lmdb_map_size"));
        assertEquals(Optional.of(Duration.ofSeconds(90)), settings.duration("nginx_http_keepalive_timeout"));
        assertEquals(Optional.of("X-Forwarded-For"), settings.text("real_ip_header"));
    }

    @Test
    void selectsPlugins() {
        Set<String> bundled = new LinkedHashSet<>(List.of("acl", "key-auth"));

        assertEquals(bundled, load(Map.of()).plugins(bundled));
        assertEquals(Set.of(), load(Map.of("KONG_PLUGINS", "off")).plugins(bundled));
        assertEquals(Set.of("acl"), load(Map.of("KONG_PLUGINS", "acl")).plugins(bundled));
        SettingsException refused = assertThrows(
                SettingsException.class,
                () -> load(Map.of("KONG_PLUGINS", "bundled,nope")).plugins(bundled));
        assertTrue(refused.getMessage().startsWith("nope plugin is enabled but not installed"));
    }

    @Test
    @Tag("R2")
    @Tag("R3")
    void showsTheEffectiveConfigurationTypedAndMasked() {
        Map<String, String> environment = dataPlane();
        environment.putAll(Map.of(
                "KONG_PG_PASSWORD", "s3cret",
                "KONG_STATUS_LISTEN", "127.0.0.1:8107",
                "KONG_PROXY_SERVER", "http://user:s3cret@proxy:3128"));
        Map<String, Object> shown = load(environment).effective();

        assertEquals("shared", shown.get("cluster_mtls"));
        assertEquals(16777216L, shown.get("cluster_max_payload"));
        assertEquals(0.01, shown.get("tracing_sampling_rate"));
        assertEquals(false, shown.get("pg_ssl"));
        assertEquals(certificate.toString(), shown.get("cluster_cert"));
        assertEquals("******", shown.get("cluster_cert_key"));
        assertEquals("******", shown.get("pg_password"));
        assertEquals("******", shown.get("proxy_server"));
        assertEquals(List.of("127.0.0.1:8107"), shown.get("status_listen"));
        assertEquals(8107, ((Map<?, ?>) ((List<?>) shown.get("status_listeners")).get(0)).get("port"));
        assertEquals(true, shown.get("proxy_ssl_enabled"));
        assertEquals(Map.of("X-Kong-Request-Id", true), shown.get("enabled_headers_upstream"));
        assertEquals(false, ((Map<?, ?>) shown.get("enabled_headers")).get("X-Kong-Upstream-Status"));
        assertEquals(true, ((Map<?, ?>) shown.get("enabled_headers")).get("Via"));
        assertFalse(shown.toString().contains("s3cret"));
    }

    @Test
    void refusesTheWrongGetter() {
        Settings settings = load(Map.of());

        assertThrows(IllegalArgumentException.class, () -> settings.text("plugins"));
        assertThrows(IllegalArgumentException.class, () -> settings.flag("pg_port"));
        assertThrows(IllegalArgumentException.class, () -> settings.text("no_such_setting"));
    }

    private static Settings load(Map<String, String> environment) {
        return Settings.load(environment, Optional.empty(), Map.of());
    }

    private static List<String> errors(Map<String, String> environment) {
        return assertThrows(SettingsException.class, () -> load(environment)).errors();
    }

    private static Map<String, String> pair() {
        return new HashMap<>(
                Map.of("KONG_CLUSTER_CERT", certificate.toString(), "KONG_CLUSTER_CERT_KEY", key.toString()));
    }

    private static Map<String, String> dataPlane() {
        Map<String, String> environment = new LinkedHashMap<>(pair());
        environment.putAll(Map.of("KONG_ROLE", "data_plane", "KONG_DATABASE", "off"));
        return environment;
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readString(file).getBytes(StandardCharsets.US_ASCII));
    }
}
