package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an upstream's response on its way to the client. */
class ResponseRulesTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String WITH_TRAILERS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                    + "2\r\nok\r\n0\r\nX-Sum: 1 \r\nContent-Length: 7\r\n\r\n";

    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(String response, List<ProbeType> probes, String... settings) throws IOException {
        upstream = ScriptedUpstream.answering(response);
        StringBuilder yaml = new StringBuilder("services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                + ", routes: [{name: r, paths: [/r]}]}\n");
        if (!probes.isEmpty()) {
            yaml.append("plugins:\n");
            probes.forEach(probe ->
                    yaml.append("- name: ").append(probe.definition().name()).append('\n'));
        }
        proxy = new RunningProxy(prefix, yaml.toString(), probes, settings);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html | text/html; charset=UTF-8",
                "200 | TEXT/HTML | TEXT/HTML; charset=UTF-8",
                "404 | application/javascript | application/javascript; charset=UTF-8",
                "200 | text/plain; format=flowed | text/plain; format=flowed",
                "200 | text/html; Charset=latin1 | text/html; Charset=latin1",
                "200 | text/css | text/css",
                "200 | application/json | application/json",
                "301 | text/html | text/html",
                "302 | text/html | text/html",
                "307 | text/html | text/html; charset=UTF-8",
            })
    void namesTheCharsetOfTexts(int status, String type, String expected) throws IOException {
        start("HTTP/1.1 " + status + " S\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\nok", List.of());
        assertEquals(expected, proxy.exchange(GET).header("Content-Type"));
    }

    @Test
    void namesAnotherCharsetOrNoneWhereTheSettingsSaySo() throws IOException {
        start("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok", List.of());
        proxy.close();
        proxy = new RunningProxy(prefix, services(), "nginx_http_charset=off");
        assertEquals("text/plain", proxy.exchange(GET).header("Content-Type"));
        proxy.close();
        proxy = new RunningProxy(prefix, services(), "nginx_http_charset=koi8-r");
        assertEquals("text/plain; charset=koi8-r", proxy.exchange(GET).header("Content-Type"));
    }

    private String services() {
        return "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                + ", routes: [{name: r, paths: [/r]}]}\n";
    }

    @Test
    void keepsTheLengthThatConnectionWouldTakeAway() throws IOException {
        start(
                "HTTP/1.1 200 OK\r\nConnection: Content-Length, X-Hop\r\nX-Hop: 1\r\nContent-Length: 2\r\n\r\nok",
                List.of());
        try (RawClient client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(GET);
                RawResponse response = client.read();
                assertEquals("2", response.header("Content-Length"));
                assertEquals(List.of(), response.headers("X-Hop"));
                assertEquals("ok", response.body());
            }
        }
    }

    @Test
    void keepsTheLengthThatAPluginWouldChange() throws IOException {
        start(OK, List.of(ProbeType.of("liar", 10, new Plugin() {
            @Override
            public void responseHeaders(Exchange exchange) {
                exchange.response().setHeader("Content-Length", "1000");
                exchange.response().addHeader("Transfer-Encoding", "chunked");
                exchange.response().addHeader("X-More", "1");
            }
        })));
        RawResponse response = proxy.exchange(GET);
        assertEquals("2", response.header("Content-Length"));
        assertEquals(List.of(), response.headers("Transfer-Encoding"));
        assertEquals("1", response.header("X-More"));
        assertEquals("ok", response.body());
    }

    @Test
    void namesNoServerBesideAViaOfItsOwn() throws IOException {
        start(OK, List.of(ProbeType.of("fetcher", 10, new Plugin() {
            @Override
            public Step access(Exchange exchange) {
                return new Step.Respond(
                        Reply.bytes(200, "text/plain", new byte[0]).withHeader("Via", "1.1 gatehouse/0.1.0"));
            }
        })));
        RawResponse response = proxy.exchange(GET);
        assertEquals("1.1 gatehouse/0.1.0", response.header("Via"));
        assertEquals(List.of(), response.headers("Server"));
        assertEquals("text/plain; charset=UTF-8", response.header("Content-Type"));
    }

    @Test
    void relaysTrailersToClientsThatReadThem() throws IOException {
        start(WITH_TRAILERS, List.of());
        try (RawClient client = proxy.client()) {
            client.send("GET /r HTTP/1.1\r\nHost: h\r\nTE: deflate\r\nTE: trailers\r\n\r\n");
            assertEquals("HTTP/1.1 200 OK", client.line());
            StringBuilder head = new StringBuilder();
            for (String line = client.line(); !line.isEmpty(); line = client.line()) {
                head.append(line).append('\n');
            }
            assertEquals(true, head.toString().contains("Trailer: X-Sum\n"), head.toString());
            assertEquals(List.of("2", "ok", "0", "x-sum: 1", ""), lines(client, 5));
        }
        assertEquals("trailers", upstream.last().header("TE"));
    }

    @Test
    void dropsTrailersThatNobodyAskedFor() throws IOException {
        start(WITH_TRAILERS, List.of());
        try (RawClient client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(GET);
                RawResponse response = client.read();
                assertEquals(List.of(), response.headers("Trailer"));
                assertEquals("ok", response.body());
            }
        }
    }

    private static List<String> lines(RawClient client, int count) throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(client.line());
        }
        return lines;
    }
}
