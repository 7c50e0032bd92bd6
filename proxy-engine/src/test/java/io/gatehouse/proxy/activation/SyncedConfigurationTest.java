package io.gatehouse.proxy.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.link.rpc.SyncAnswer;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugins.bundled.BundledPlugins;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.cache.CachedConfiguration;
import io.gatehouse.proxy.cache.ConfigCache;
import io.gatehouse.proxy.config.CompilerServices;
import io.gatehouse.proxy.config.ConfigCompiler;
import io.gatehouse.proxy.dns.DnsSettings;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolverFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncedConfigurationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "b1e5f0d8-6f0e-4a67-9f0a-000000000001";
    private static final String ROUTE = "b1e5f0d8-6f0e-4a67-9f0a-000000000002";

    @TempDir
    Path prefix;

    private NameResolver names;
    private ConfigCache cache;
    private ActiveConfiguration active;
    private SyncedConfiguration synced;

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
        ConfigCompiler compiler = new ConfigCompiler(
                RouterFlavor.TRADITIONAL_COMPATIBLE,
                List.of(),
                new CompilerServices(new Node("n1", "host"), Runnable::run, new Balancers(names), Clock.systemUTC()));
        cache = new ConfigCache(prefix.resolve("dbless.lmdb"), 64L << 20, Clock.systemUTC(), Optional.empty());
        active = new ActiveConfiguration(
                new DeclarativeConfig(EntityCatalog.of(BundledPlugins.definitions())), compiler::compile);
        synced = new SyncedConfiguration(active, new ConfigurationKeeper(Optional.of(cache), Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        cache.close();
        names.close();
    }

    private boolean apply(boolean wipe, String... deltas) throws IOException {
        JsonNode result = JSON.readTree(
                ("{'default':{'wipe':" + wipe + ",'deltas':[" + String.join(",", deltas) + "]}}").replace('\'', '"'));
        return synced.apply(SyncAnswer.of(result));
    }

    private static String service(int version, boolean enabled) {
        return "{'type':'services','version':" + version + ",'ws_id':'w','pk':{'id':'" + SERVICE + "'},'entity':{'id':'"
                + SERVICE + "','name':'s','host':'example.com','protocol':'http','port':80,'enabled':" + enabled + "}}";
    }

    private static String route(int version) {
        return "{'type':'routes','version':" + version + ",'ws_id':'w','pk':{'id':'" + ROUTE + "'},'entity':{'id':'"
                + ROUTE + "','name':'r','paths':['/r'],'service':{'id':'" + SERVICE + "'}}}";
    }

    private static String gone(String type, String id, int version) {
        return "{'type':'" + type + "','version':" + version + ",'ws_id':'w','pk':{'id':'" + id + "'},'entity':null}";
    }

    @Test
    void servesAndKeepsEverythingUnderItsVersion() throws Exception {
        assertEquals(0, synced.version());
        assertTrue(apply(true, service(7, true), route(7)));

        assertEquals(7, synced.version());
        assertEquals("00000000000000000000000000000007", active.hash());
        assertEquals(
                "s", active.get().routes().get(0).service().orElseThrow().name().orElseThrow());
        CachedConfiguration kept = cache.read().orElseThrow();
        assertEquals(active.hash(), kept.hash());
        assertEquals(SERVICE, kept.configTable().at("/routes/0/service").asText());
    }

    @Test
    void appliesDifferencesAndKeepsThem() throws Exception {
        apply(true, service(7, true), route(7));
        assertTrue(apply(false, gone("routes", ROUTE, 9)));

        assertEquals(9, synced.version());
        assertTrue(active.get().routes().isEmpty());
        CachedConfiguration kept = cache.read().orElseThrow();
        assertEquals(active.hash(), kept.hash());
        assertFalse(kept.configTable().has("routes"));
        assertTrue(kept.configTable().has("services"));
    }

    @Test
    void refusesWhatIsInvalidAndStaysWhereItIs() throws Exception {
        apply(true, service(7, true), route(7));

        assertFalse(apply(false, gone("services", SERVICE, 8)));
        assertFalse(apply(false, "{'type':'unheard','version':8,'pk':{'id':'x'},'entity':{'id':'x'}}"));
        assertEquals(7, synced.version());
        assertEquals(1, active.get().routes().size());
        assertEquals(active.hash(), cache.read().orElseThrow().hash());
    }

    @Test
    void countsWhatWasAppliedAndWhatWasRefused() throws Exception {
        assertEquals(Activations.NONE, active.activations());
        apply(true, service(7, true), route(7));
        apply(false, gone("services", SERVICE, 8));
        assertEquals(1, active.activations().applied());
        assertEquals(1, active.activations().refused());
        assertTrue(active.activations().lastMillis() > 0);
    }

    @Test
    void servesNoRoutesOfDisabledServices() throws Exception {
        apply(true, service(7, true), route(7));
        apply(false, service(8, false));
        assertTrue(active.get().routes().isEmpty());

        apply(false, service(9, true));
        assertEquals(1, active.get().routes().size());
    }
}
