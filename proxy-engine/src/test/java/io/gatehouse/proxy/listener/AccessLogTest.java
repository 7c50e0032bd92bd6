package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that requests leave in the access log. */
class AccessLogTest {
    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(String response, String... settings) throws IOException {
        upstream = ScriptedUpstream.answering(response);
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/r]}]}\n",
                settings);
    }

    @AfterEach
    void stop() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    private String line() {
        Path file = prefix.resolve("logs/access.log");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            assertEquals(1, lines.size());
            return lines.get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void writesTheUsualLine() throws IOException {
        start(OK, "proxy_access_log=logs/access.log");
        // "ann:secret"
        RawResponse response =
                proxy.exchange("GET /r?a=\"1\" HTTP/1.1\r\nHost: h\r\nAuthorization: Basic YW5uOnNlY3JldA==\r\n"
                        + "User-Agent: \"quoted\" \\ \u00e4\r\n\r\n");
        String line = line();
        assertTrue(
                line.matches(
                        "127\\.0\\.0\\.1 - ann \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] .*"),
                line);
        assertTrue(
                line.endsWith("] \"GET /r?a=\\x221\\x22 HTTP/1.1\" 200 2 \"-\" \"\\x22quoted\\x22 \\x5C \\xE4\" "
                        + "kong_request_id: \"" + response.header("X-Kong-Request-Id") + "\""),
                line);
    }

    @Test
    void countsTheFramesOfChunks() throws IOException {
        start(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "proxy_access_log=logs/access.log combined");
        proxy.exchange("GET /r HTTP/1.1\r\nHost: h\r\nReferer: x\r\n\r\n");
        String line = line();
        assertTrue(line.endsWith("] \"GET /r HTTP/1.1\" 200 12 \"x\" \"-\""), line);
    }

    @Test
    void writesALineOfTheSettingsOwn() throws IOException {
        start(
                OK,
                "proxy_access_log=logs/access.log mine",
                "nginx_http_log_format=mine '$remote_addr|$request_method|$request_uri|$args|${status}s|' "
                        + "\"$upstream_addr|$upstream_status|$http_x_odd|$http_none|$request_length|\" "
                        + "'$bytes_sent|$request_time|$server_protocol|$host|$connection_requests|$scheme'");
        String request = "GET /r?q HTTP/1.1\r\nHost: H.test:99\r\nX-Odd: a\"b\r\n\r\n";
        proxy.exchange(request);
        String line = line();
        assertTrue(
                line.matches("127\\.0\\.0\\.1\\|GET\\|/r\\?q\\|q\\|200s\\|127\\.0\\.0\\.1:" + upstream.port()
                        + "\\|200\\|a\\\\x22b\\|-\\|" + request.length()
                        + "\\|\\d+\\|\\d+\\.\\d{3}\\|HTTP/1\\.1\\|h\\.test\\|1\\|http"),
                line);
    }

    @Test
    void writesJsonWhereTheFormatSaysSo() throws IOException {
        start(
                OK,
                "proxy_access_log=logs/access.log json",
                "nginx_http_log_format=json escape=json '{\"path\":\"$uri\",\"agent\":\"$http_user_agent\",\"none\":\"$http_none\"}'");
        proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\nUser-Agent: a\"\\b\tc\r\n\r\n");
        assertEquals("{\"path\":\"/none\",\"agent\":\"a\\\"\\\\b\\u0009c\",\"none\":\"\"}", line());
    }

    @Test
    void writesLinesThatCannotBeReadAsTheyCame() throws IOException {
        start(OK, "proxy_access_log=logs/access.log combined");
        assertEquals(
                400, proxy.exchange("\r\nOPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").status());
        String line = line();
        assertTrue(line.contains("] \"OPTIONS * HTTP/1.1\" 400 "), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "logs/access.log other | | proxy_access_log: there is no log format 'other'",
                "logs/access.log mine | mine '$wrong' | nginx_http_log_format: $wrong is not known",
                "logs/access.log mine | mine $status | nginx_http_log_format: what follows the name mine is not in quotes",
                "logs/access.log mine | '$status' | nginx_http_log_format: ''$status'' does not begin with a name",
            })
    void refusesFormatsThatDoNotExist(String target, String format, String message) {
        String[] settings = format == null
                ? new String[] {"proxy_access_log=" + target}
                : new String[] {"proxy_access_log=" + target, "nginx_http_log_format=" + format};
        SettingsException refused = assertThrows(SettingsException.class, () -> start(OK, settings));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
