package io.gatehouse.admin.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuiFilesTest {
    @TempDir
    private Path prefix;

    private GuiFiles files;

    @BeforeEach
    void build() throws IOException {
        Path gui = Files.createDirectories(prefix.resolve("gui/assets")).getParent();
        Files.writeString(gui.resolve("index.html"), "<html>");
        Files.writeString(gui.resolve("assets/app.js"), "app");
        Files.writeString(gui.resolve("assets/data.bin"), "data");
        Files.writeString(prefix.resolve("secret.key"), "secret");
        Files.createSymbolicLink(gui.resolve("assets/link"), prefix.resolve("secret.key"));
        files = new GuiFiles(gui);
    }

    @Test
    void knowsFilesByTheirEnd() {
        GuiFiles.Found script = files.find("assets/app.js").orElseThrow();

        assertTrue(script.asset());
        assertTrue(script.text());
        assertEquals("application/javascript; charset=UTF-8", script.type());
        assertEquals(
                "application/octet-stream",
                files.find("assets/data.bin").orElseThrow().type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "services",
                "services/a.b/edit",
                "assets",
                "../secret.key",
                "assets/../../secret.key",
                "assets/link",
                "a\0b"
            })
    void givesTheOnePageForAllOtherPaths(String path) {
        GuiFiles.Found page = files.find(path).orElseThrow();

        assertEquals("index.html", page.path().getFileName().toString());
        assertFalse(page.asset());
    }

    @Test
    void doesNotGiveThePageInPlaceOfAMissingAsset() {
        assertEquals(Optional.empty(), files.find("assets/gone.js"));
    }
}
