package io.gatehouse.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What the gateway we are compatible with answered; recorded beside the checkout, not part of it. */
public final class Recordings {
    private static final Path ROOT = Path.of("../../shared");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** A recorded file; the test is skipped where there are no recordings. */
    public static Path file(String path) {
        Assumptions.assumeTrue(Files.isDirectory(ROOT), "no recordings beside this checkout");
        return ROOT.resolve(path);
    }

    public static JsonNode json(String path) {
        try {
            return JSON.readTree(file(path).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** All recorded pairs of request and response. */
    public static List<JsonNode> exchanges() {
        try {
            List<JsonNode> exchanges = new ArrayList<>();
            for (String line : Files.readAllLines(file("spec/observed-exchanges.jsonl"))) {
                exchanges.add(parse(line));
            }
            return exchanges;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
