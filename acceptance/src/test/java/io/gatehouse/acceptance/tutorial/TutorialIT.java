package io.gatehouse.acceptance.tutorial;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.Http.Answer;
import io.gatehouse.acceptance.http.TlsProbe;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.DefaultCertificate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TutorialIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    @TempDir
    Path folder;

    private ControlPlane controlPlane;
    private AdminClient admin;

    @BeforeEach
    void start() {
        controlPlane = nodes.sharedControlPlane();
        admin = controlPlane.client();
    }

    /** As {@code curl -d}, {@code curl --data} and {@code http -f} send it. */
    private Answer form(String method, String path, String body) {
        return Http.sendAs(method, admin.base(), path, "application/x-www-form-urlencoded", body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    @Tag("R133")
    @Tag("R134")
    @Tag("R139")
    void servicesAndRoutesByForms() {
        String url = nodes.upstream().url().toString();
        for (int n = 1; n <= 3; n++) {
            JsonNode service = form("POST", "/services", "name=service1" + n + "&url=" + url + "/base" + n)
                    .expect(201)
                    .json();
            assertEquals("http", service.path("protocol").asText());
            assertEquals("127.0.0.1", service.path("host").asText());
            assertEquals("/base" + n, service.path("path").asText());
            JsonNode route = form("POST", "/routes", "paths[]=/example1" + n + "&service.name=service1" + n)
                    .expect(201)
                    .json();
            assertEquals("/example1" + n, route.path("paths").path(0).asText());
            assertEquals(service.path("id"), route.path("service").path("id"));
            // name and id are the same to the API
            assertEquals(
                    service,
                    admin.get("/services/" + service.path("id").asText())
                            .expect(200)
                            .json());
            assertEquals(
                    service, admin.get("/services/service1" + n).expect(200).json());
        }
        Answer again = form("POST", "/services", "name=service11&url=" + url).expect(409);
        assertEquals(
                "UNIQUE violation detected on '{name=\"service11\"}'",
                again.json().path("message").asText());
        DataPlane dataPlane = nodes.dataPlane("data-plane", controlPlane);
        dataPlane.start();
        dataPlane.awaitStatus(200, "/example12");
        assertEquals(
                "/base2/x",
                dataPlane.get("/example12/x").expect(200).json().path("path").asText());
    }

    @Test
    @Tag("R136")
    void servicesAndRoutesByJson() {
        for (int n = 6; n <= 7; n++) {
            admin.send(
                            "POST",
                            "/services",
                            "{'name': 'service" + n + "', 'url': 'http://example" + n + ".com:808" + n + "'}")
                    .expect(201);
            JsonNode route = admin.send(
                            "POST",
                            "/routes",
                            "{'service': {'name': 'service" + n + "'}, 'paths': ['/service" + n + "']}")
                    .expect(201)
                    .json();
            assertEquals("/service" + n, route.at("/paths/0").asText());
        }
    }

    @Test
    @Tag("R135")
    void aRouteWithoutANameIsNotFoundByTheNameOfItsService() {
        form("POST", "/services", "name=service11&url=http://example11.com:8080")
                .expect(201);
        form("POST", "/routes", "paths[]=/example11&service.name=service11").expect(201);
        form("POST", "/routes/service11/plugins", "name=key-auth").expect(404);
        form("POST", "/services/service11/plugins", "name=key-auth").expect(201);
    }

    @Test
    @Tag("R138")
    void oneEntityFromEveryFormOfBody() {
        String boundary = "------------------------d74496d66958873e";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        List<Answer> answers = List.of(
                admin.send("POST", "/services", "{'name': 'json', 'host': 'a.test', 'port': 8080, 'tags': ['x', 'y']}"),
                form("POST", "/services", "name=form&host=a.test&port=8080&tags[]=x&tags[]=y"),
                Http.sendAs(
                        "POST",
                        admin.base(),
                        "/services",
                        "multipart/form-data; boundary=" + boundary,
                        part.formatted("name", "multipart") + part.formatted("host", "a.test")
                                + part.formatted("port", "8080") + part.formatted("tags[1]", "x")
                                + part.formatted("tags[2]", "y") + "--" + boundary + "--\r\n"));
        for (Answer answer : answers) {
            JsonNode service = answer.expect(201).json();
            assertEquals(8080, service.path("port").asInt());
            assertEquals("[\"x\",\"y\"]", service.path("tags").toString());
        }
    }

    @Test
    @Tag("R102")
    @Tag("R103")
    @Tag("R104")
    @Tag("R105")
    @Tag("R106")
    void certificatesByFormReachTheDataPlane() throws Exception {
        Path certificate = DefaultCertificate.Use.ADMIN.ecdsaCertificate(folder);
        List<CertificatePair> pairs = DefaultCertificate.ensure(folder, DefaultCertificate.Use.ADMIN);
        String body = "cert=" + encoded(Files.readString(certificate)) + "&key="
                + encoded(Files.readString(DefaultCertificate.keyOf(certificate))) + "&tags=myCert";
        JsonNode uploaded = form("POST", "/certificates", body).expect(201).json();
        assertEquals("[\"myCert\"]", uploaded.path("tags").toString());
        form(
                        "POST",
                        "/snis",
                        "name=api.internal.lan&certificate.id="
                                + uploaded.path("id").asText())
                .expect(201);
        form(
                        "POST",
                        "/snis",
                        "name=api.internal.lan&certificate.id="
                                + uploaded.path("id").asText())
                .expect(409);
        form("POST", "/services", "name=myservice&url=" + nodes.upstream().url())
                .expect(201);
        form("POST", "/services/myservice/routes", "name=myInternalRoute&hosts=api.internal.lan&snis=api.internal.lan")
                .expect(201);

        DataPlane dataPlane = nodes.dataPlane("data-plane", controlPlane);
        dataPlane.start();
        TlsProbe probe = new TlsProbe(dataPlane.proxyTls().getPort());
        await().until(() -> CertificatePair.isSame(
                pairs.get(1).leaf(), probe.handshake("api.internal.lan").certificate()));
        assertTrue(probe.handshake("other.internal.lan")
                .certificate()
                .getSubjectX500Principal()
                .getName()
                .contains("CN=localhost"));
        assertEquals(200, probe.request("api.internal.lan", "api.internal.lan"));
        assertEquals(404, probe.request("other.internal.lan", "api.internal.lan"));
        assertEquals(404, probe.request("api.internal.lan", "other.internal.lan"));
    }

    @Test
    @Tag("R117")
    @Tag("R118")
    void certificateAuthoritiesAreUploadedAsTextNotAsTheNameOfAFile() {
        // curl expands @ only at the start of the data, so this is what the tutorial's command sends
        Answer refused = form("POST", "/ca_certificates", "cert=@/path/ca.crt").expect(400);
        assertTrue(
                refused.json().path("message").asText().startsWith("schema violation (cert: invalid certificate: "),
                refused.text());
        assertEquals(
                0, admin.get("/ca_certificates").expect(200).json().path("data").size());
    }
}
