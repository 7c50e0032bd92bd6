package io.gatehouse.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of the errors that the gateway answers by itself. */
class ErrorFormsTest {
    @TempDir
    private Path prefix;

    private RunningProxy proxy;

    private void start(String... settings) throws IOException {
        int dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + dead
                        + ", retries: 0, routes: [{name: r, paths: [/r]}]}\n",
                settings);
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html;q=0.4, application/xml;q=0.5 | application/xml",
                "text/html;q=0.4;level=1, text/plain;q=0.35 | text/html",
                "text/plain;q=0, text/html;q=0.001 | text/html",
                "text/html;Q=0.1, text/plain | text/plain",
                "text/html, text/plain | text/html",
                "text/html;q=0.9999, text/plain | text/plain",
                "text/html;q=high, text/plain;q=0.9 | text/html",
                "text/html;q=5, text/plain;q=1 | text/html",
                "html, text/plain;q=0.1 | text/plain",
                "TEXT/HTML | application/json",
                "text/xml | application/json",
                "text/* | text/plain",
                "image/* | application/json",
            })
    void followsTheWeightsOfAccept(String accept, String type) throws IOException {
        start();
        for (String path : List.of("/none", "/r")) {
            RawResponse response =
                    proxy.exchange("GET " + path + " HTTP/1.1\r\nHost: h\r\nAccept: " + accept + "\r\n\r\n");
            assertEquals(type + "; charset=utf-8", response.header("Content-Type"), path);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html; charset=x | text/html",
                "application/json | application/json",
                "image/png | application/json",
            })
    void followsTheRequestsOwnTypeWhereAnUpstreamFails(String own, String type) throws IOException {
        start();
        RawResponse response =
                proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nContent-Type: " + own + "\r\nContent-Length: 0\r\n\r\n");
        assertEquals(502, response.status());
        assertEquals(type + "; charset=utf-8", response.header("Content-Type"));
    }

    @Test
    void answersAGrpcClientOverHttp1WithTheMessageAlone() throws IOException {
        start();
        RawResponse response = proxy.exchange("GET /r HTTP/1.1\r\nHost: h\r\nAccept: application/grpc+proto\r\n\r\n");
        assertEquals(502, response.status());
        assertEquals("application/json; charset=utf-8", response.header("Content-Type"));
        assertEquals("{\"message\":\"An invalid response was received from the upstream server\"}", response.body());
    }

    @Test
    void takesTheTemplatesOfTheSettings() throws IOException {
        Files.writeString(prefix.resolve("mine.html"), "<b>%s</b> <i>%s</i> 100%\n");
        Files.writeString(prefix.resolve("mine.txt"), "sorry: %s");
        start("error_template_html=mine.html", "error_template_plain=" + prefix.resolve("mine.txt"));
        RawResponse html = proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n");
        assertEquals(
                "<b>no Route matched with those values</b> <i>" + html.header("X-Kong-Request-Id") + "</i> 100%\n",
                html.body());
        assertEquals("text/html; charset=utf-8", html.header("Content-Type"));
        RawResponse plain = proxy.exchange("GET /r HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("sorry: An invalid response was received from the upstream server", plain.body());
        assertTrue(
                proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\n\r\n").body().startsWith("{\n  \"message\":"));
    }

    @Test
    void refusesTemplatesThatAreNone() throws IOException {
        SettingsException missing =
                assertThrows(SettingsException.class, () -> start("error_template_json=not-there.json"));
        assertTrue(missing.getMessage().startsWith("error_template_json: "), missing.getMessage());
        assertTrue(missing.getMessage().contains("not-there.json cannot be read"), missing.getMessage());
        Files.writeString(prefix.resolve("three"), "%s %s %s");
        SettingsException three = assertThrows(SettingsException.class, () -> start("error_template_xml=three"));
        assertTrue(three.getMessage().contains("it has %s 3 times"), three.getMessage());
    }

    @Test
    void closesWhenAClientWasNotToldToSendItsBody() throws IOException {
        start();
        try (RawClient client = proxy.client()) {
            client.send("PUT /none HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 30\r\n\r\n");
            RawResponse response = client.read();
            assertEquals(404, response.status());
            assertEquals("close", response.header("Connection"), "the next request must not be taken for the body");
            assertTrue(client.isClosed());
        }
    }

    @Test
    void tellsTheStatusOfTheLastTry() throws IOException {
        start("headers=X-Kong-Upstream-Status");
        RawResponse response = proxy.exchange("GET /r HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("502", response.header("X-Kong-Upstream-Status"));
        assertEquals(List.of(), response.headers("Server"));
        assertEquals(List.of(), response.headers("Via"));
        assertEquals(List.of(), response.headers("X-Kong-Request-Id"));
    }
}
