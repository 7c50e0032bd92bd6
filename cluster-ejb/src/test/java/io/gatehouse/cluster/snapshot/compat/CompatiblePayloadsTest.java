package io.gatehouse.cluster.snapshot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatiblePayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ALL = Set.of("mtls-auth", "acl");

    private final AtomicInteger made = new AtomicInteger();
    private final CompatibilityRules rules =
            new CompatibilityRules(Map.of("mtls_auth_credentials", "mtls-auth", "acls", "acl"));
    private final CompatiblePayloads payloads = new CompatiblePayloads(rules, work -> {
        made.incrementAndGet();
        work.run();
    });

    private static ConfigurationPayload payload(String table) throws Exception {
        ObjectNode rows = (ObjectNode) JSON.readTree(table.replace('\'', '"'));
        Set<String> types = new HashSet<>();
        rows.fieldNames().forEachRemaining(types::add);
        Hashes hashes = ConfigHash.compute(rows);
        return new ConfigurationPayload(
                new Name(1, ConfigHash.EMPTY, hashes.config()),
                Set.of(),
                types,
                Reconfigure.of(rows, hashes, Instant.now()).encode());
    }

    private CompatiblePayload adapt(ConfigurationPayload payload, String version, Set<String> plugins) {
        return payloads.adapt(payload, rules.kind(version, plugins))
                .toCompletableFuture()
                .join();
    }

    private JsonNode table(String table, String version) throws Exception {
        return read(adapt(payload(table), version, ALL));
    }

    private static JsonNode read(CompatiblePayload form) {
        return Reconfigure.decode(form.payload().bytes(), 1 << 20).orElseThrow().configTable();
    }

    @Test
    @Tag("R183")
    void leavesTheCurrentVersionAlone() throws Exception {
        ConfigurationPayload whole = payload("{'plugins':[{'name':'ai-proxy','config':{'llm_format':'openai'}}]}");

        for (String version : new String[] {"3.9.1", "3.9.3", "3.9.4", "3.9.3.1-enterprise"}) {
            assertSame(whole, adapt(whole, version, ALL).payload(), version);
        }
        assertEquals(0, made.get());
    }

    @Test
    void sendsTheSameBytesWhenNothingIsDifferent() throws Exception {
        ConfigurationPayload whole = payload("{'services':[{'name':'s','protocol':'http'}]}");

        assertSame(whole, adapt(whole, "3.4.0", ALL).payload());
    }

    @Test
    void makesOneFormForAllOfAKind() throws Exception {
        ConfigurationPayload whole = payload("{'plugins':[{'name':'key-auth','config':{'realm':null}}]}");

        CompatiblePayload first = adapt(whole, "3.6.0", ALL);
        assertSame(first, adapt(whole, "3.6.1", ALL));
        assertEquals(1, made.get());
        assertEquals(whole.hash(), first.payload().hash());
        adapt(whole, "3.5.0", ALL);
        assertEquals(2, made.get());
    }

    @ParameterizedTest
    @Tag("R183")
    @CsvSource({
        "ai-prompt-guard, llm_format, 3.9.0, 3.9.1",
        "opentelemetry, logs_endpoint, 3.7.1, 3.8.0",
        "acl, always_use_authenticated_groups, 3.7.1, 3.8.0",
        "key-auth, realm, 3.6.1, 3.7.0",
        "basic-auth, realm, 3.5.0, 3.6.0",
        "cors, private_network, 3.4.2, 3.5.0",
        "rate-limiting, sync_rate, 3.3.1, 3.4.0",
        "http-log, queue, 3.2.0, 3.3.0",
        "statsd, tag_style, 3.1.0, 3.2.0",
        "rate-limiting, error_code, 3.0.0, 3.1.0"
    })
    void removesAFieldForThoseWhoDoNotKnowIt(String plugin, String field, String without, String with)
            throws Exception {
        String table = "{'plugins':[{'name':'" + plugin + "','config':{'" + field + "':1}}]}";

        CompatiblePayload old = adapt(payload(table), without, ALL);
        assertFalse(read(old).at("/plugins/0/config").has(field));
        assertTrue(old.warnings()
                .contains(plugin + " plugin contains configuration '" + field
                        + "' which is incompatible with dataplane and will be ignored"));
        assertTrue(table(table, with).at("/plugins/0/config").has(field));
    }

    @Test
    void removesFieldsInsideOthers() throws Exception {
        JsonNode config = table(
                        "{'plugins':[{'name':'http-log','config':{'queue':{'concurrency_limit':1,'max_entries':2}}}]}",
                        "3.7.0")
                .at("/plugins/0/config");

        assertEquals("{\"queue\":{\"max_entries\":2}}", config.toString());
    }

    @Test
    void describesRedisInTheFormerWay() throws Exception {
        String table = "{'plugins':[{'name':'rate-limiting','config':{'policy':'redis','redis':{'host':'h','port':1,"
                + "'username':null,'password':'p','database':2,'timeout':3,'ssl':true,'ssl_verify':false,'server_name':'n'}}},"
                + "{'name':'acme','config':{'storage':'redis','storage_config':{'redis':{'host':'h','port':1,'username':'u',"
                + "'password':'p','server_name':'n','extra_options':{'namespace':'ns','scan_count':9}}}}}]}";

        CompatiblePayload form = adapt(payload(table), "3.5.0", ALL);
        JsonNode limits = read(form).at("/plugins/0/config");
        assertEquals("h", limits.get("redis_host").asText());
        assertEquals("n", limits.get("redis_server_name").asText());
        assertEquals(3, limits.get("redis_timeout").asInt());
        assertFalse(limits.has("redis"));
        JsonNode acme = read(form).at("/plugins/1/config/storage_config/redis");
        assertEquals("p", acme.get("auth").asText());
        assertEquals("ns", acme.get("namespace").asText());
        assertEquals(9, acme.get("scan_count").asInt());
        assertFalse(acme.has("extra_options"));
        assertTrue(form.warnings().stream().anyMatch(line -> line.contains("username")));
    }

    @Test
    void namesTheProviderThatOlderVersionsKnow() throws Exception {
        String table = "{'plugins':[{'name':'ai-proxy','config':{'route_type':'llm/v1/completions','model':{'provider':"
                + "'huggingface','options':{'huggingface':{},'upstream_url':null}}}},{'name':'ai-request-transformer',"
                + "'config':{'llm':{'model':{'provider':'mistral','options':{'upstream_url':null}}}}}]}";

        JsonNode known = table(table, "3.8.0");
        assertEquals("openai", known.at("/plugins/0/config/model/provider").asText());
        assertEquals("preserve", known.at("/plugins/0/config/route_type").asText());
        assertFalse(known.at("/plugins/0/config/model/options").has("huggingface"));
        assertEquals(
                "https://api.mistral.ai:443",
                table(table, "3.7.0")
                        .at("/plugins/1/config/llm/model/options/upstream_url")
                        .asText());
        assertEquals(
                "llm/v1/chat",
                table(table, "3.6.0").at("/plugins/0/config/route_type").asText());
    }

    @Test
    void knowsFormerNamesAndValues() throws Exception {
        JsonNode rows = table(
                "{'services':[{'name':'s','protocol':'tls','tls_verify':true,'updated_at':1}],"
                        + "'upstreams':[{'name':'u','algorithm':'latency','use_srv_name':true,'updated_at':1}],"
                        + "'vaults':[{'name':'env','config':{'prefix':'a-b'}}],'consumers':[{'username':'c','updated_at':1}],"
                        + "'plugins':[{'name':'session','instance_name':'i','updated_at':1,'config':{'remember':true,"
                        + "'rolling_timeout':5,'cookie_same_site':'Default'}},{'name':'zipkin','config':{'header_type':'gcp',"
                        + "'default_header_type':'aws'}},{'name':'opentelemetry','config':{'traces_endpoint':'http://o'}},"
                        + "{'name':'datadog','config':{'queue':{'max_batch_size':7}}}]}",
                "3.0.0");

        assertTrue(rows.at("/services/0/tls_verify").isNull());
        assertTrue(rows.at("/services/0").has("updated_at"));
        assertEquals(
                "{\"name\":\"u\",\"algorithm\":\"round-robin\"}",
                rows.at("/upstreams/0").toString());
        assertEquals("a_b", rows.at("/vaults/0/config/prefix").asText());
        assertFalse(rows.at("/consumers/0").has("updated_at"));
        JsonNode session = rows.at("/plugins/0");
        assertFalse(session.has("instance_name"));
        assertEquals(5, session.at("/config/cookie_lifetime").asInt());
        assertEquals("Lax", session.at("/config/cookie_samesite").asText());
        assertFalse(session.get("config").has("cookie_persistent"));
        assertEquals("preserve", rows.at("/plugins/1/config/header_type").asText());
        assertEquals("b3", rows.at("/plugins/1/config/default_header_type").asText());
        assertEquals("http://o", rows.at("/plugins/2/config/endpoint").asText());
        assertEquals(200, rows.at("/plugins/2/config/batch_span_count").asInt());
        // what 3.2 had as fields of its own, 3.0 did not have at all
        assertEquals("{}", rows.at("/plugins/3/config").toString());
    }

    @Test
    void makesTheQueuesOf32() throws Exception {
        JsonNode config = table("{'plugins':[{'name':'datadog','config':{'queue':{'max_batch_size':7}}}]}", "3.2.2")
                .at("/plugins/0/config");

        assertEquals("{\"retry_count\":10,\"queue_size\":7,\"flush_timeout\":2}", config.toString());
    }

    @Test
    @Tag("R183")
    void leavesOutTypesOfPluginsThatTheDataPlaneDoesNotHave() throws Exception {
        ConfigurationPayload whole =
                payload("{'consumers':[{'username':'c'}],'mtls_auth_credentials':[{'id':'1'}],'acls':[{'id':'2'}]}");

        JsonNode rows = read(adapt(whole, "3.9.3", Set.of("acl")));
        assertFalse(rows.has("mtls_auth_credentials"));
        assertTrue(rows.has("acls"));
        assertTrue(rows.has("consumers"));
        assertSame(whole, adapt(whole, "3.9.3", ALL).payload());
    }
}
