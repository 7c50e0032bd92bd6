package io.gatehouse.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Malformed and odd requests, byte for byte; {@code requests.yaml} says beside each what nginx makes of it. */
class OddRequestsTest {
    private static final String PROBE = "GET /probe HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    private static Path prefix;

    private static ScriptedUpstream upstream;
    private static RunningProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/], strip_path: false}]}\n");
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    @TestFactory
    Stream<DynamicTest> areDealtWith() throws IOException {
        try (InputStream in = OddRequestsTest.class.getResourceAsStream("requests.yaml")) {
            List<Map<String, String>> cases = new Yaml().load(in);
            return cases.stream().map(each -> dynamicTest(each.get("name"), () -> check(each)));
        }
    }

    private static void check(Map<String, String> each) throws IOException {
        String expected = each.getOrDefault("ours", each.get("nginx"));
        boolean closes = expected.endsWith(" close");
        String statuses = expected.replace(" close", "");
        try (RawClient client = proxy.client()) {
            client.send(each.get("request"));
            List<String> got = new ArrayList<>();
            for (String status : statuses.split(",")) {
                if (!status.equals("-")) {
                    got.add(read(client, status));
                }
            }
            assertEquals(statuses.equals("-") ? "" : statuses, String.join(",", got));
            if (closes) {
                assertTrue(client.isClosed());
            } else {
                // a connection that stays open serves the next request
                client.send(PROBE);
                assertEquals("200", read(client, "200"));
            }
        }
    }

    private static String read(RawClient client, String expected) throws IOException {
        try {
            return Integer.toString(client.read().status());
        } catch (EOFException ended) {
            throw new AssertionError("no answer; expected " + expected, ended);
        }
    }
}
