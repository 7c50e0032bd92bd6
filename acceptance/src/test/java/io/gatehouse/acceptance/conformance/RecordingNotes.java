package io.gatehouse.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a test must know about single recorded exchanges, by their line.
 *
 * @param departures why this control plane answers otherwise, on purpose
 * @param byChance pages whose rows depend on ids that were made up
 * @param unsent requests of which the recording holds a part only
 * @param keyMaterial names for {@link KeyMaterial} where the recording leaves out PEM, in order
 */
record RecordingNotes(
        Map<Integer, String> departures,
        Set<Integer> byChance,
        Set<Integer> unsent,
        Map<Integer, List<String>> keyMaterial) {

    static RecordingNotes read() {
        try (InputStream yaml = RecordingNotes.class.getResourceAsStream("observed-exchanges.yaml")) {
            JsonNode document = YamlDocument.readObject(yaml);
            Map<Integer, String> departures = new HashMap<>();
            document.path("departures")
                    .properties()
                    .forEach(reason ->
                            numbers(reason.getValue()).forEach(line -> departures.put(line, reason.getKey())));
            Map<Integer, List<String>> material = new HashMap<>();
            document.path("key_material")
                    .valueStream()
                    .forEach(use -> numbers(use.path("lines"))
                            .forEach(line -> material.put(
                                    line,
                                    use.path("names")
                                            .valueStream()
                                            .map(JsonNode::textValue)
                                            .toList())));
            return new RecordingNotes(
                    departures, numbers(document.path("by_chance")), numbers(document.path("unsent")), material);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> numbers(JsonNode list) {
        Set<Integer> numbers = new HashSet<>();
        list.valueStream().map(JsonNode::intValue).forEach(numbers::add);
        return numbers;
    }
}
