package io.gatehouse.proxy.config;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.plugin.Step;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolverFile;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.PluginPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigCompilerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "0123456789abcdef0123456789abcdef";
    private static final CredentialIndex BY_KEY = new CredentialIndex("keyauth_credentials", "key", Optional.of("id"));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
    private final List<PluginContext> contexts = new ArrayList<>();
    private final AtomicInteger closedInstances = new AtomicInteger();
    private NameResolver names;
    private ConfigCompiler compiler;

    /** A plugin that keeps what it was made with. */
    private final class ProbeType implements PluginType {
        @Override
        public PluginDefinition definition() {
            return new PluginDefinition("probe", "1.0.0", 1000, null, List.of());
        }

        @Override
        public List<CredentialIndex> credentialIndexes() {
            return List.of(BY_KEY);
        }

        @Override
        public Plugin create(PluginConfiguration configuration, PluginContext context) {
            if (configuration.config().has("refuse")) {
                throw new IllegalArgumentException("refuse must not be set");
            }
            contexts.add(context);
            return new Probe(closedInstances);
        }
    }

    private record Probe(AtomicInteger closed) implements Plugin {
        @Override
        public Step access(Exchange exchange) {
            return Step.NEXT;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        names = new NameResolver(new DnsSettings(
                List.of(),
                Path.of("/dev/null"),
                List.of(RecordType.A),
                false,
                false,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                100,
                true,
                ResolverFile.NONE));
        compiler = compiler(RouterFlavor.TRADITIONAL_COMPATIBLE);
        add("services", "{'id': 's1', 'name': 'orders', 'host': '10.0.0.1', 'port': 8080, 'path': '/v1'}");
        add("routes", "{'id': 'r1', 'name': 'orders', 'paths': ['/orders'], 'service': 's1'}");
    }

    @AfterEach
    void stop() {
        names.close();
    }

    private ConfigCompiler compiler(RouterFlavor flavor) {
        return new ConfigCompiler(
                flavor,
                List.of(new ProbeType()),
                new CompilerServices(
                        new Node("n1", "host"), Runnable::run, new Balancers(names), Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private void add(String type, String document) {
        try {
            rows.computeIfAbsent(type, key -> new ArrayList<>())
                    .add((ObjectNode) JSON.readTree(document.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(document, e);
        }
    }

    private GatewayConfig compile() {
        return compiler.compile(ConfigTable.of(rows), HASH);
    }

    private static List<String> ids(PluginPlan plan) {
        return Arrays.stream(plan.plugins(Phase.ACCESS))
                .map(ConfiguredPlugin::id)
                .toList();
    }

    @Test
    void typesRoutesAndServicesWithTheirDefaults() {
        GatewayConfig config = compile();
        RouteConfig route = config.routes().get(0);
        assertEquals(HASH, config.hash());
        assertTrue(route.stripPath());
        assertEquals(426, route.httpsRedirectStatusCode());
        assertEquals(60_000, route.service().orElseThrow().readTimeoutMillis());
        assertEquals(5, route.service().orElseThrow().retries());
        assertEquals("{\"id\":\"s1\"}", route.document().get("service").toString());
        Endpoint endpoint = assertInstanceOf(
                Endpoint.class, config.balancer(route.service().orElseThrow()).choose(null));
        assertEquals(8080, endpoint.port());
    }

    @Test
    void compilesTheEmptyConfiguration() {
        GatewayConfig empty = compiler.compile(ConfigTable.empty(), "0".repeat(32));
        assertEquals(0, empty.router().size());
        assertEquals(0, empty.globalPlan().size());
    }

    @Test
    void prefersUpstreamsToNames() {
        add("upstreams", "{'id': 'u1', 'name': 'orders.internal', 'host_header': 'api.test'}");
        add("targets", "{'id': 't1', 'upstream': 'u1', 'target': '10.0.0.7:9000', 'weight': 100}");
        add("targets", "{'id': 't2', 'upstream': 'u1', 'target': '[fd00::7]:9001', 'weight': 0}");
        add("services", "{'id': 's2', 'host': 'orders.internal', 'port': 1}");
        GatewayConfig config = compile();
        Endpoint endpoint = assertInstanceOf(
                Endpoint.class, config.balancer(config.services().get(1)).choose(null));
        assertEquals("10.0.0.7", endpoint.ip());
        assertEquals(9000, endpoint.port());
        assertEquals("api.test:9000", endpoint.host(false));
        assertEquals(
                "u1", config.upstream(config.services().get(1)).orElseThrow().id());
        assertSame(
                config.balancer(config.services().get(1)),
                compile().balancer(config.services().get(1)));
    }

    @Test
    void plansPluginsByScopeAndHidesDisabledOnes() {
        add("consumers", "{'id': 'c1', 'username': 'bob', 'custom_id': 'b-1'}");
        add("plugins", "{'id': 'everywhere', 'name': 'probe', 'config': {}}");
        add("plugins", "{'id': 'bob', 'name': 'probe', 'consumer': 'c1', 'config': {}}");
        add("plugins", "{'id': 'off', 'name': 'probe', 'route': 'r1', 'enabled': false, 'config': {}}");
        add("plugins", "{'id': 'stream', 'name': 'probe', 'route': 'r1', 'protocols': ['tcp'], 'config': {}}");
        GatewayConfig config = compile();
        PluginPlan plan = config.plan(config.routes().get(0));
        assertEquals(List.of("everywhere"), ids(plan));
        assertEquals(List.of("bob"), ids(plan.identified(0, "c1")));
        assertEquals(List.of("everywhere"), ids(config.globalPlan()));
        assertEquals("c1", config.consumers().byUsername("bob").orElseThrow().id());
        assertEquals("c1", config.consumers().byCustomId("b-1").orElseThrow().id());
    }

    @Test
    void findsCredentialsUntilTheyExpire() {
        add("consumers", "{'id': 'c1', 'username': 'bob'}");
        long now = NOW.getEpochSecond();
        add("keyauth_credentials", "{'id': 'k1', 'key': 'fresh', 'consumer': 'c1', 'ttl': " + (now + 1) + "}");
        add("keyauth_credentials", "{'id': 'k2', 'key': 'old', 'consumer': 'c1', 'ttl': " + (now - 1) + "}");
        add("keyauth_credentials", "{'id': 'k3', 'key': 'lasting', 'consumer': 'c1', 'ttl': null}");
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        compile();
        PluginContext context = contexts.get(0);
        assertEquals(
                "c1",
                context.credential(BY_KEY, "fresh").map(Credential::consumerId).orElseThrow());
        assertEquals(
                Optional.of("k3"),
                context.credential(BY_KEY, "lasting").orElseThrow().identifier());
        assertTrue(context.credential(BY_KEY, "old").isEmpty());
        assertTrue(context.credential(BY_KEY, "unknown").isEmpty());
        assertEquals("bob", context.consumer("c1").orElseThrow().username().orElseThrow());
    }

    @Test
    void namesPluginsThatHaveNoHandlerHere() {
        add("plugins", "{'id': 'p1', 'name': 'elsewhere', 'config': {}}");
        assertEquals(List.of("elsewhere"), compile().missingPlugins());
    }

    @Test
    void namesEntityAndFieldOfWhatCannotBeCompiled() {
        add("routes", "{'id': 'r2', 'name': 'bad', 'paths': ['~/a(b'], 'service': 's1'}");
        String message = assertThrows(ConfigException.class, this::compile).getMessage();
        assertTrue(message.startsWith("routes 'bad': invalid regular expression '^/a(b'"), message);

        rows.get("routes").remove(1);
        add("routes", "{'id': 'r2', 'name': 'lost', 'paths': ['/x'], 'service': 'nowhere'}");
        message = assertThrows(ConfigException.class, this::compile).getMessage();
        assertEquals(
                "routes 'lost': service is \"nowhere\", expected the id of a service in the same configuration",
                message);
    }

    @Test
    void closesWhatItMadeWhenAPluginRefusesItsConfiguration() {
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        add("plugins", "{'id': 'p2', 'name': 'probe', 'route': 'r1', 'config': {'refuse': true}}");
        String message = assertThrows(ConfigException.class, this::compile).getMessage();
        assertEquals("plugins 'probe', id p2: config is refused: refuse must not be set", message);
        assertEquals(1, closedInstances.get());
    }

    @Test
    void keepsStateOverConfigurationsUntilThePluginIsGone() {
        AtomicBoolean closed = new AtomicBoolean();
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        GatewayConfig first = compile();
        AutoCloseable state = contexts.get(0).state("counters", AutoCloseable.class, () -> () -> closed.set(true));
        rows.get("plugins").clear();
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {'other': 1}}");
        GatewayConfig second = compile();
        assertSame(state, contexts.get(1).state("counters", AutoCloseable.class, () -> () -> {}));
        first.close();
        assertFalse(closed.get());
        assertEquals(1, closedInstances.get());
        second.close();
        assertTrue(closed.get());
        assertEquals(2, closedInstances.get());
    }

    @Test
    void closesDroppedInstancesOnceNobodyKeepsTheirConfiguration() {
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        GatewayConfig kept = compile();
        rows.remove("plugins");
        compile();
        System.gc();
        assertEquals(List.of("p1"), ids(kept.globalPlan()));
        assertEquals(0, closedInstances.get());
        kept = null;
        await().until(() -> {
            System.gc();
            return closedInstances.get() == 1;
        });
    }

    @Test
    void keepsWhatWasMadeOfRowsThatDidNotChange() {
        add("services", "{'id': 's2', 'name': 'users', 'host': 'users.internal'}");
        add("routes", "{'id': 'r2', 'name': 'users', 'paths': ['/users'], 'service': 's2'}");
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        GatewayConfig first = compile();
        rows.replaceAll((type, list) ->
                new ArrayList<>(list.stream().map(ObjectNode::deepCopy).toList()));
        rows.get("routes").get(1).put("name", "people");
        add("routes", "{'id': 'r3', 'name': 'third', 'paths': ['/third'], 'service': 's1'}");
        rows.get("routes").add(0, rows.get("routes").remove(2));
        GatewayConfig second = compile();
        assertSame(first.services().get(0), second.services().get(0));
        assertSame(first.routes().get(0), second.routes().get(1));
        assertEquals("people", second.routes().get(2).name().orElseThrow());
        assertSame(
                first.globalPlan().plugins(Phase.ACCESS)[0], second.globalPlan().plugins(Phase.ACCESS)[0]);
        assertSame(
                first.balancer(first.services().get(1)),
                second.balancer(second.services().get(1)));
        assertEquals(3, second.router().size());
    }

    @Test
    void givesRoutesAndServerNamesTheChangedServiceAndCertificate() {
        add("certificates", "{'id': 'c1', 'cert': 'C', 'key': 'K'}");
        add("snis", "{'id': 'n1', 'name': 'a.test', 'certificate': 'c1'}");
        GatewayConfig first = compile();
        rows.get("services").set(0, rows.get("services").get(0).deepCopy().put("path", "/v2"));
        rows.get("certificates")
                .set(0, rows.get("certificates").get(0).deepCopy().put("cert", "D"));
        GatewayConfig second = compile();
        assertEquals("/v2", second.routes().get(0).service().orElseThrow().path());
        assertEquals("D", second.certificates().select("a.test").orElseThrow().certificate());
        assertEquals("/v1", first.routes().get(0).service().orElseThrow().path());
        assertEquals("C", first.certificates().select("a.test").orElseThrow().certificate());
    }

    @Test
    void showsKeptInstancesTheConsumersOfNow() {
        add("plugins", "{'id': 'p1', 'name': 'probe', 'config': {}}");
        compile();
        PluginContext context = contexts.get(0);
        assertTrue(context.consumerByUsername("eve").isEmpty());
        add("consumers", "{'id': 'c9', 'username': 'eve'}");
        add("keyauth_credentials", "{'id': 'k9', 'key': 'secret', 'consumer': 'c9'}");
        compile();
        assertEquals(1, contexts.size());
        assertEquals("c9", context.consumerByUsername("eve").orElseThrow().id());
        assertEquals("c9", context.credential(BY_KEY, "secret").orElseThrow().consumerId());
        rows.get("keyauth_credentials")
                .set(0, rows.get("keyauth_credentials").get(0).deepCopy().put("key", "new"));
        compile();
        assertTrue(context.credential(BY_KEY, "secret").isEmpty());
        assertTrue(context.credential(BY_KEY, "new").isPresent());
    }

    @Test
    void findsTheTargetsOfAChangedUpstream() {
        add("upstreams", "{'id': 'u1', 'name': 'pool'}");
        add("targets", "{'id': 't1', 'upstream': 'u1', 'target': '10.0.0.7:9000'}");
        add("services", "{'id': 's2', 'host': 'pool'}");
        GatewayConfig first = compile();
        rows.get("targets").set(0, rows.get("targets").get(0).deepCopy().put("target", "10.0.0.8:9000"));
        GatewayConfig second = compile();
        Endpoint endpoint = assertInstanceOf(
                Endpoint.class, second.balancer(second.services().get(1)).choose(null));
        assertEquals("10.0.0.8", endpoint.ip());
        rows.remove("upstreams");
        rows.remove("targets");
        GatewayConfig third = compile();
        assertTrue(third.upstream(third.services().get(1)).isEmpty());
        assertSame(first.services().get(1), third.services().get(1));
    }

    @Test
    void choosesCertificatesByServerName() {
        for (String name : List.of("exact.example.com", "*.example.com", "api.*", "*")) {
            add("certificates", "{'id': '" + name + "', 'cert': 'C', 'key': 'K'}");
            add("snis", "{'id': 'sni-" + name + "', 'name': '" + name + "', 'certificate': '" + name + "'}");
        }
        CertificateTable certificates = compile().certificates();
        Map<String, String> expected = Map.of(
                "exact.example.com", "exact.example.com",
                "a.example.com", "*.example.com",
                "a.b.example.com", "*",
                "example.com", "*",
                "api.other", "api.*",
                "api.other.com", "*",
                "EXACT.EXAMPLE.COM", "*");
        expected.forEach((sni, id) ->
                assertEquals(id, certificates.select(sni).orElseThrow().id(), sni));
        assertTrue(certificates.select("").isEmpty());
    }
}
