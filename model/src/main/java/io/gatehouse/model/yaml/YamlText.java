package io.gatehouse.model.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes JSON trees as YAML, one member a line; texts that a reader could take for something else are quoted. */
public final class YamlText {

    private YamlText() {}

    /** The text of a document. */
    public static String of(ObjectNode document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(new PlainScalars(options), options).dump(plain(document));
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
            return members;
        }
        if (value.isArray()) {
            List<Object> elements = new ArrayList<>(value.size());
            value.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.textValue();
    }

    /** Numbers without exponent, and {@code ~} for null. */
    private static final class PlainScalars extends Representer {
        PlainScalars(DumperOptions options) {
            super(options);
            nullRepresenter = nothing -> representScalar(Tag.NULL, "~");
            representers.put(BigDecimal.class, number -> {
                BigDecimal decimal = ((BigDecimal) number).stripTrailingZeros();
                return representScalar(decimal.scale() <= 0 ? Tag.INT : Tag.FLOAT, decimal.toPlainString());
            });
        }
    }
}
