package io.gatehouse.acceptance.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data plane that keeps its configuration encrypted, or not at all. */
@Tag("R72")
class CacheModesIT {
    private static final String MARKER = "marker-of-this-test";

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ScriptedControlPlane controlPlane;
    private DataPlane dataPlane;

    @BeforeEach
    void prepare() {
        controlPlane = nodes.scripted();
        dataPlane = dataPlane("data-plane");
    }

    private DataPlane dataPlane(String name) {
        return nodes.dataPlane(name).dialling(controlPlane.port()).with(nodes.pair());
    }

    /** Leaves the data plane stopped, and the control plane away. */
    private void receive() {
        dataPlane.start();
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering(MARKER, 1));
        dataPlane.stop();
        controlPlane.shut();
    }

    private String content() throws IOException {
        return Files.readString(dataPlane.cache().resolve("data.mdb"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void encryptedCacheServesAfterARestartAndOnAnotherNodeOfTheCluster() throws IOException {
        dataPlane.set("data_plane_config_cache_mode", "encrypted");
        receive();
        assertFalse(content().contains(MARKER));
        DataPlane other = dataPlane("other");
        other.set("data_plane_config_cache_mode", "encrypted");
        Files.createDirectories(other.cache());
        for (String file : new String[] {"data.mdb", "seal"}) {
            Files.copy(dataPlane.cache().resolve(file), other.cache().resolve(file));
        }

        dataPlane.start();
        assertEquals(MARKER, dataPlane.get("/0").expect(200).text());
        other.start();
        assertEquals(MARKER, other.get("/0").expect(200).text());
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        dataPlane.set("data_plane_config_cache_mode", "encrypted");
        dataPlane.set("data_plane_config_cache_key", "01".repeat(32));
        receive();

        dataPlane.set("data_plane_config_cache_key", "02".repeat(32));
        dataPlane.start();

        dataPlane.get("/0").expect(404);
        assertFalse(dataPlane.log().linesWith("encrypted with another key").isEmpty());
        try (Stream<Path> files = Files.list(dataPlane.prefix())) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("dbless.lmdb.corrupt-")));
        }
        controlPlane.reopen();
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering("again", 1));
        assertEquals("again", dataPlane.get("/0").expect(200).text());
    }

    @Test
    void switchedOffNothingIsKept() {
        dataPlane.set("data_plane_config_cache_mode", "off");
        receive();
        assertFalse(Files.exists(dataPlane.cache()));

        dataPlane.start();
        dataPlane.get("/0").expect(404);
        controlPlane.reopen();
        controlPlane.awaitSession();
        controlPlane.pushAndAwait(PushedTable.answering("again", 1));
        assertEquals("again", dataPlane.get("/0").expect(200).text());
    }
}
