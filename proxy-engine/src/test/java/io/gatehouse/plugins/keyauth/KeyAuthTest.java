package io.gatehouse.plugins.keyauth;

import static io.gatehouse.plugins.RunningGateway.received;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.plugins.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAuthTest {
    private static final String ALICE = "5b1f3a52-8d1c-4d80-9a55-2e6cf2a7a001";
    private static final String CREDENTIAL = "5b1f3a52-8d1c-4d80-9a55-2e6cf2a7a002";

    @TempDir
    static Path prefix;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(prefix, """
                services:
                - name: upstream
                  url: UPSTREAM
                  routes:
                  - {name: plain, paths: [/plain], plugins: [{name: key-auth}]}
                  - {name: hiding, paths: [/hiding], plugins: [{name: key-auth, config: {hide_credentials: true, key_in_body: true}}]}
                  - {name: named, paths: [/named], plugins: [{name: key-auth, config: {key_names: [x-key, other], realm: shop}}]}
                  - {name: open, paths: [/open], plugins: [{name: key-auth, config: {anonymous: guest}}]}
                  - {name: nobody, paths: [/nobody], plugins: [{name: key-auth, config: {anonymous: ghost}}]}
                  - {name: preflight, paths: [/preflight], plugins: [{name: key-auth, config: {run_on_preflight: false}}]}
                  - {name: query, paths: [/query], plugins: [{name: key-auth, config: {key_in_header: false}}]}
                consumers:
                - {id: %s, username: alice, custom_id: a-1}
                - username: guest
                - username: late
                  keyauth_credentials:
                  - {key: expired, ttl: %d}
                keyauth_credentials:
                - {id: %s, key: secret, consumer: alice}
                """.formatted(ALICE, Instant.now().getEpochSecond() - 10, CREDENTIAL));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String header(JsonNode received, String name) {
        return received.at("/headers/" + name + "/0").asText();
    }

    private static void refused(HttpResponse<String> response, String message) throws Exception {
        assertEquals(401, response.statusCode());
        assertEquals(
                message,
                new ObjectMapper().readTree(response.body()).path("message").asText());
    }

    @Test
    @Tag("R135")
    void asksForAKey() throws Exception {
        int before = gateway.proxied();
        HttpResponse<String> response = gateway.get("/plain");
        refused(response, "No API key found in request");
        assertEquals("Key", response.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertEquals(before, gateway.proxied());
    }

    @Test
    @Tag("R135")
    void tellsTheUpstreamWhoTheConsumerIs() throws Exception {
        HttpResponse<String> response = gateway.get(
                "/plain", "apikey", "secret", "X-Consumer-Username", "mallory", "X-Anonymous-Consumer", "true");
        assertEquals(200, response.statusCode());
        JsonNode received = received(response);
        assertEquals(ALICE, header(received, "x-consumer-id"));
        assertEquals("alice", header(received, "x-consumer-username"));
        assertEquals("a-1", header(received, "x-consumer-custom-id"));
        assertEquals(CREDENTIAL, header(received, "x-credential-identifier"));
        assertTrue(received.at("/headers/x-anonymous-consumer").isMissingNode());
        assertEquals("secret", header(received, "apikey"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "expired", "SECRET"})
    void refusesKeysThatNobodyHas(String key) throws Exception {
        refused(gateway.get("/plain", "apikey", key), "Unauthorized");
    }

    @ParameterizedTest
    @CsvSource({
        "/plain?apikey=secret&apikey=secret, Duplicate API key found",
        "/plain?apikey=, No API key found in request",
        "/plain?apikey, No API key found in request",
        "/query, No API key found in request"
    })
    void refusesWhatIsNoSingleKey(String target, String message) throws Exception {
        refused(gateway.get(target, "x-ignored", "1"), message);
    }

    @Test
    void refusesARepeatedHeader() throws Exception {
        refused(gateway.get("/plain", "apikey", "secret", "apikey", "secret"), "Duplicate API key found");
    }

    @Test
    void looksInTheQuery() throws Exception {
        assertEquals(200, gateway.get("/plain?apikey=secret").statusCode());
        refused(gateway.get("/query", "apikey", "secret"), "No API key found in request");
    }

    @Test
    void triesEachNameAndNamesTheRealm() throws Exception {
        assertEquals(200, gateway.get("/named?other=secret").statusCode());
        HttpResponse<String> response = gateway.get("/named", "apikey", "secret");
        refused(response, "No API key found in request");
        assertEquals(
                "Key realm=\"shop\"",
                response.headers().firstValue("WWW-Authenticate").orElseThrow());
    }

    @Test
    void hidesTheKeyFromTheUpstream() throws Exception {
        JsonNode byHeader = received(gateway.get("/hiding", "apikey", "secret"));
        assertTrue(byHeader.at("/headers/apikey").isMissingNode());
        JsonNode byQuery = received(gateway.get("/hiding?a=1&apikey=secret&b=2%203"));
        assertEquals("/?a=1&b=2%203", byQuery.path("target").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{\"apikey\":\"secret\",\"a\":1}|{\"a\":1}",
                "application/x-www-form-urlencoded|a=1&apikey=secret|a=1"
            })
    void findsAndHidesTheKeyInTheBody(String type, String body, String left) throws Exception {
        HttpResponse<String> response = gateway.send(
                gateway.request("/hiding").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        assertEquals(200, response.statusCode());
        assertEquals(left, received(response).path("body").asText());
    }

    @Test
    void findsTheKeyInAMultipartBody() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"apikey\"\r\n\r\nsecret\r\n--b--\r\n";
        HttpResponse<String> response = gateway.send(gateway.request("/hiding")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
        assertEquals(200, response.statusCode());
        assertFalse(received(response).path("body").asText().contains("secret"));
    }

    @Test
    void letsTheAnonymousConsumerStandIn() throws Exception {
        JsonNode received = received(gateway.get("/open", "X-Credential-Identifier", "forged"));
        assertEquals("guest", header(received, "x-consumer-username"));
        assertEquals("true", header(received, "x-anonymous-consumer"));
        assertTrue(received.at("/headers/x-credential-identifier").isMissingNode());
        assertEquals("alice", header(received(gateway.get("/open", "apikey", "secret")), "x-consumer-username"));
    }

    @Test
    void failsWhenTheAnonymousConsumerDoesNotExist() throws Exception {
        assertEquals(500, gateway.get("/nobody").statusCode());
    }

    @Test
    void letsPreflightRequestsPassWhenConfigured() throws Exception {
        assertEquals(
                200,
                gateway.send(gateway.request("/preflight").method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(401, gateway.get("/preflight").statusCode());
        assertEquals(
                401,
                gateway.send(gateway.request("/plain").method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode());
    }
}
