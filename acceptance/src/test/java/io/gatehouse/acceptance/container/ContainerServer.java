package io.gatehouse.acceptance.container;

import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.Installation;
import io.gatehouse.acceptance.node.Ports;
import io.gatehouse.acceptance.node.TestDatabase;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prepares the server that Arquillian starts: our {@code server.xml} without the application, which Arquillian deploys
 * itself, and a data source on an empty database. To be named before {@code ArquillianExtension}.
 */
public final class ContainerServer implements BeforeAllCallback {
    private static final Pattern APPLICATION =
            Pattern.compile("<enterpriseApplication.*?</enterpriseApplication>", Pattern.DOTALL);
    private static final String INSIDE = "container.inside";

    /**
     * Returns the application's EJB module and libraries with a web module that holds a test.
     *
     * @param test runs inside the server; injection works in it
     */
    static EnterpriseArchive applicationWith(Class<?> test) {
        File ear = Installation.controlPlane().resolveSibling("gatehouse.ear").toFile();
        WebArchive web = ShrinkWrap.create(WebArchive.class, "test.war")
                .addClasses(test, ContainerServer.class)
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
        EnterpriseArchive archive = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ear);
        archive.delete("/admin.war");
        archive.delete("/cluster.war");
        archive.delete("/META-INF/application.xml");
        return archive.addAsModule(web).setApplicationXML(new StringAsset("""
                        <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="11">
                          <module><ejb>cluster-ejb.jar</ejb></module>
                          <module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module>
                          <library-directory>lib</library-directory>
                        </application>
                        """));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (Boolean.getBoolean(INSIDE)) {
            return;
        }
        Path home = Installation.controlPlane().getParent();
        Path folder =
                Installation.workFolder().resolve(context.getRequiredTestClass().getSimpleName());
        Path usr = folder.resolve("usr");
        Path server = Files.createDirectories(usr.resolve("servers/container"));
        if (!Files.exists(folder.resolve("cluster.crt"))) {
            ClusterPair.write(ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY), folder);
        }
        int port = Ports.free();
        Files.writeString(
                server.resolve("server.xml"),
                serverXml(Files.readString(home.resolve("server.xml")), home, port, TestDatabase.create()));
        System.setProperty("container.wlp", home.resolve("wlp").toString());
        System.setProperty("container.usr", usr.toString());
        System.setProperty("container.port", Integer.toString(port));
        System.setProperty("container.options", options(folder));
    }

    private static String options(Path folder) {
        return "-D" + INSIDE + "=true -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx384m"
                + " -Djdk.tls.server.disableExtensions=server_name"
                + " -Dgatehouse.override.prefix=" + folder.resolve("node")
                + " -Dgatehouse.override.status_listen=off"
                + " -Dgatehouse.override.cluster_listen=127.0.0.1:" + Ports.free()
                + " -Dgatehouse.override.cluster_telemetry_listen=off"
                + " -Dgatehouse.override.cluster_cert=" + folder.resolve("cluster.crt")
                + " -Dgatehouse.override.cluster_cert_key=" + folder.resolve("cluster.key");
    }

    private static String serverXml(String ours, Path home, int port, TestDatabase database) {
        String own = """
                  <featureManager><feature>localConnector-1.0</feature></featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <applicationMonitor updateTrigger="mbean"/>
                  <dataSource id="gatehouse" jndiName="jdbc/gatehouse">
                    <jdbcDriver libraryRef="postgresql"/>
                    <properties.postgresql serverName="127.0.0.1" portNumber="%d" databaseName="%s" user="%s" password="%s"/>
                  </dataSource>
                """.formatted(port, database.port(), database.name(), database.user(), database.password());
        return APPLICATION
                .matcher(ours)
                .replaceAll("")
                .replace(
                        "${gatehouse.jdbc.driver}",
                        home.resolve("jdbc/postgresql.jar").toString())
                .replace("</server>", own + "</server>");
    }
}
