package io.gatehouse.plugins.ratelimiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.plugins.RunningGateway;
import io.gatehouse.proxy.node.StartException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitingTest {
    @TempDir
    static Path prefix;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(prefix, """
                consumers:
                - {username: ann, keyauth_credentials: [{key: ann-key}, {key: ann-second-key}]}
                - username: bob
                  keyauth_credentials: [{key: bob-key}]
                  plugins: [{name: rate-limiting, route: consumer, config: {year: 5}}]
                services:
                - name: upstream
                  url: UPSTREAM
                  routes:
                  - {name: year, paths: [/year], plugins: [{name: rate-limiting, config: {year: 2}}]}
                  - {name: windows, paths: [/windows], plugins: [{name: rate-limiting, config: {year: 5, month: 1, error_code: 503, error_message: slow down}}]}
                  - {name: silent, paths: [/silent], plugins: [{name: rate-limiting, config: {year: 1, hide_client_headers: true}}]}
                  - {name: path, paths: [/path], plugins: [{name: rate-limiting, config: {year: 1, limit_by: path, path: /path/hot}}]}
                  - {name: header, paths: [/header], plugins: [{name: rate-limiting, config: {year: 1, limit_by: header, header_name: X-Client}}]}
                  - name: consumer
                    paths: [/consumer]
                    plugins: [{name: key-auth}, {name: rate-limiting, config: {year: 2, limit_by: consumer}}]
                  - name: credential
                    paths: [/credential]
                    plugins: [{name: key-auth}, {name: rate-limiting, config: {year: 1, limit_by: credential}}]
                  - {name: burst, paths: [/burst], plugins: [{name: rate-limiting, config: {year: 40}}]}
                  - {name: fraction, paths: [/fraction], plugins: [{name: rate-limiting, config: {year: 1.5}}]}
                - name: shared
                  url: UPSTREAM
                  plugins: [{name: rate-limiting, config: {year: 2, limit_by: service}}]
                  routes:
                  - {name: first, paths: [/first]}
                  - {name: second, paths: [/second]}
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static int status(String target, String... headers) throws Exception {
        return gateway.get(target, headers).statusCode();
    }

    @Test
    void countsDownAndRefuses() throws Exception {
        HttpResponse<String> first = gateway.get("/year");
        assertEquals(200, first.statusCode());
        assertEquals("2", header(first, "RateLimit-Limit"));
        assertEquals("1", header(first, "RateLimit-Remaining"));
        assertEquals("2", header(first, "X-RateLimit-Limit-Year"));
        assertEquals("1", header(first, "X-RateLimit-Remaining-Year"));
        assertEquals("", header(first, "Retry-After"));
        assertEquals("0", header(gateway.get("/year"), "RateLimit-Remaining"));

        HttpResponse<String> third = gateway.get("/year");
        assertEquals(429, third.statusCode());
        assertTrue(third.body().contains("\"message\":\"API rate limit exceeded\""), third.body());
        assertEquals("0", header(third, "X-RateLimit-Remaining-Year"));
        int reset = Integer.parseInt(header(third, "RateLimit-Reset"));
        assertTrue(reset >= 1 && reset <= 31_536_000, "reset " + reset);
        assertEquals(header(third, "RateLimit-Reset"), header(third, "Retry-After"));
    }

    @Test
    void takesNothingFromTheOtherWindowsWhenOneIsUsedUp() throws Exception {
        HttpResponse<String> first = gateway.get("/windows");
        assertEquals("1", header(first, "RateLimit-Limit"));
        assertEquals("4", header(first, "X-RateLimit-Remaining-Year"));
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> refused = gateway.get("/windows", "Accept", "text/plain");
            assertEquals(503, refused.statusCode());
            assertTrue(refused.body().startsWith("slow down\nrequest_id: "), refused.body());
            assertEquals("4", header(refused, "X-RateLimit-Remaining-Year"));
            assertEquals("0", header(refused, "X-RateLimit-Remaining-Month"));
            assertEquals("1", header(refused, "X-RateLimit-Limit-Month"));
            assertEquals("0", header(refused, "RateLimit-Remaining"));
        }
    }

    @Test
    void keepsSilentWhenToldTo() throws Exception {
        for (int status : new int[] {200, 429}) {
            HttpResponse<String> response = gateway.get("/silent");
            assertEquals(status, response.statusCode());
            response.headers()
                    .map()
                    .keySet()
                    .forEach(name -> assertFalse(
                            name.toLowerCase().contains("ratelimit") || name.equalsIgnoreCase("retry-after"), name));
        }
    }

    @Test
    void countsOnePathApartFromAllOthers() throws Exception {
        assertEquals(200, status("/path/hot"));
        assertEquals(200, status("/path/cold"));
        assertEquals(429, status("/path/hot?x=1"));
        assertEquals(429, status("/path/other"));
    }

    @Test
    void countsByHeaderElseByAddress() throws Exception {
        assertEquals(200, status("/header", "X-Client", "one"));
        assertEquals(200, status("/header", "X-Client", "two"));
        assertEquals(200, status("/header"));
        assertEquals(429, status("/header", "X-Client", "one"));
        assertEquals(429, status("/header"));
    }

    @Test
    @Tag("R126")
    void countsAConsumersCredentialsTogetherAndPrefersItsOwnLimits() throws Exception {
        assertEquals(200, status("/consumer", "apikey", "ann-key"));
        assertEquals(200, status("/consumer", "apikey", "ann-second-key"));
        assertEquals(429, status("/consumer", "apikey", "ann-key"));
        assertEquals("5", header(gateway.get("/consumer", "apikey", "bob-key"), "RateLimit-Limit"));
    }

    @Test
    void countsCredentialsApart() throws Exception {
        assertEquals(200, status("/credential", "apikey", "ann-key"));
        assertEquals(200, status("/credential", "apikey", "ann-second-key"));
        assertEquals(429, status("/credential", "apikey", "ann-key"));
    }

    @Test
    void countsTheRoutesOfAServiceTogether() throws Exception {
        assertEquals(200, status("/first"));
        assertEquals(200, status("/second"));
        assertEquals(429, status("/first"));
    }

    @Test
    void takesLimitsThatAreNotWhole() throws Exception {
        HttpResponse<String> first = gateway.get("/fraction");
        assertEquals("1.5", header(first, "RateLimit-Limit"));
        assertEquals("0.5", header(first, "RateLimit-Remaining"));
        assertEquals(200, status("/fraction"));
        assertEquals(429, status("/fraction"));
    }

    @Test
    void letsNeverMorePassThanTheLimit() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> requests = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                requests.add(() -> status("/burst"));
            }
            int passed = 0;
            for (Future<Integer> answer : clients.invokeAll(requests)) {
                passed += answer.get() == 200 ? 1 : 0;
            }
            assertEquals(40, passed);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void refusesToCountElsewhere(@TempDir Path other) {
        StartException refused = assertThrows(StartException.class, () -> new RunningGateway(other, """
                        plugins: [{name: rate-limiting, config: {minute: 1, policy: redis, redis: {host: redis.internal}}}]
                        """));
        assertTrue(
                refused.getMessage().contains("config.policy: this data plane cannot count in 'redis'"),
                refused.getMessage());
    }
}
