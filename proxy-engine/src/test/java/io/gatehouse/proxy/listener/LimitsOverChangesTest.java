package io.gatehouse.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the configuration does to requests that were counted before. */
class LimitsOverChangesTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    @TempDir
    Path directory;

    private static String route(String plugins) {
        return "services:\n- {id: 5e1f7ad4-51d7-4a3c-8a52-1f4b2a6d0c01, host: 127.0.0.1, port: 1, routes: [{"
                + "id: 0b7f7dd0-3a9c-4a6f-9d0c-7f1e6c0d2a02, paths: [/], plugins: [" + plugins + "]}]}\n";
    }

    private static String limit(String id, int requests) {
        return "{name: request-termination, config: {status_code: 200}}, {name: rate-limiting, id: " + id
                + ", config: {year: " + requests + "}}";
    }

    @Test
    void theyStayCountedWhateverBecomesOfThePlugin() throws IOException {
        String first = "9d3a1c52-6a54-4d6c-b1d5-0a6c7a2f3b03";
        String second = "3c8e2f61-0f0b-4b53-9a57-5d1c4e9b8a04";
        try (RunningProxy proxy = new RunningProxy(directory, route(limit(first, 3)))) {
            assertEquals("2", left(proxy));
            proxy.configure(route(limit(first, 5)));
            assertEquals("3", left(proxy));
            proxy.configure(route(""));
            proxy.configure(route(limit(second, 4)));
            assertEquals("1", left(proxy));
        }
    }

    private static String left(RunningProxy proxy) throws IOException {
        return proxy.exchange(REQUEST).header("RateLimit-Remaining");
    }
}
