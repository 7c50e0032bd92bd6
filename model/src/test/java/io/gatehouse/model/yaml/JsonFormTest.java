package io.gatehouse.model.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.settings.SettingsTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the program, in the form in which a start reads them quickly. */
class JsonFormTest {
    private static final String YAML = "b: on\na: [1, 2.5, 0x10, ~, 10:20, &x {k: ' é '}, *x]\n";

    @TempDir
    private Path directory;

    private static JsonNode read(String text) {
        return YamlDocument.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsWhatTheYamlSaysAndItsOrder() throws IOException {
        Path file = Files.writeString(directory.resolve("types.yaml"), YAML);
        JsonForm.main(new String[] {directory.toString()});
        String converted = Files.readString(file);
        assertEquals("{\"b\":true,\"a\":[1,2.5,16,null,\"10:20\",{\"k\":\" é \"},{\"k\":\" é \"}]}", converted);
        assertEquals(read(YAML), read(converted));
        JsonForm.main(new String[] {directory.toString()});
        assertEquals(converted, Files.readString(file), "converting again changes nothing");
    }

    @Test
    void namedFilesHaveTextsOnly() throws IOException {
        Path file =
                Files.writeString(directory.resolve("settings.yaml"), "- {key: on, default: 5, empty: , not: null}\n");
        JsonForm.main(new String[] {directory.toString(), "settings.yaml"});
        assertEquals("[{\"key\":\"on\",\"default\":\"5\",\"empty\":\"\",\"not\":\"null\"}]", Files.readString(file));
    }

    @Test
    void flowStyleThatIsNoJsonIsStillYaml() {
        assertEquals(5, read("{a: 5}").path("a").intValue());
    }

    @Test
    void aMalformedFileEndsTheBuildAndIsNamed() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "a: [1,\n");
        IOException refused = assertThrows(IOException.class, () -> JsonForm.main(new String[] {directory.toString()}));
        assertTrue(refused.getMessage().contains("bad.yaml: 2:1: "), refused.getMessage());
    }

    @Test
    void theBuildHasConvertedTheSettings() throws IOException {
        try (InputStream settings = SettingsTable.class.getResourceAsStream("settings.yaml")) {
            assertEquals('[', settings.read());
        }
    }
}
