package io.gatehouse.model.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run while the product is built: writes the YAML files among a module's classes anew in the form of JSON, under their own names. JSON
 * is YAML, too, and a start reads it in a tenth of the time.
 */
public final class JsonForm {
    private JsonForm() {}

    /** @param arguments the directory, then the names of files in which every scalar is a text */
    public static void main(String[] arguments) throws IOException {
        List<String> ofTexts = List.of(arguments).subList(1, arguments.length);
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            List<Path> documents =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            for (Path document : documents) {
                convert(document, ofTexts.contains(document.getFileName().toString()));
            }
        }
    }

    private static void convert(Path file, boolean ofTexts) throws IOException {
        JsonNode content;
        try (InputStream yaml = Files.newInputStream(file)) {
            content = ofTexts ? YamlDocument.readTexts(yaml) : YamlDocument.read(yaml);
        } catch (MalformedYamlException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
        Files.writeString(file, content.toString());
    }
}
