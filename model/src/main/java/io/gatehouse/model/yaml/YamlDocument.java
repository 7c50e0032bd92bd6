package io.gatehouse.model.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML into JSON trees. Large files are fine; what aliases may multiply a document to is limited. */
public final class YamlDocument {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_DEPTH = 200;
    private static final int MAX_ALIASES = 1_000_000;
    private static final long ALIAS_ALLOWANCE = 1_000_000;

    private long nodesLeft;

    private YamlDocument(long nodesLeft) {
        this.nodesLeft = nodesLeft;
    }

    /**
     * Reads one document; an empty text is null.
     *
     * @throws MalformedYamlException when the text is no YAML, or unreasonably large when its aliases are followed
     */
    public static JsonNode parse(String text) {
        // without aliases, a text cannot have more nodes than characters
        return new YamlDocument(text.length() + ALIAS_ALLOWANCE).tree(load(text, new PlainResolver()));
    }

    /** Reads a file of this program, which must hold an object. Closes nothing. */
    public static ObjectNode readObject(InputStream stream) {
        return (ObjectNode) read(stream);
    }

    /** Reads a file of this program. Closes nothing. */
    static JsonNode read(InputStream stream) {
        return read(stream, new PlainResolver());
    }

    /** Reads a file of this program in which every scalar is a text, {@code on} and {@code 5} too. Closes nothing. */
    public static JsonNode readTexts(InputStream stream) {
        return read(stream, new TextResolver());
    }

    private static JsonNode read(InputStream stream, Resolver scalars) {
        try {
            byte[] content = stream.readAllBytes();
            if (content.length > 0 && (content[0] == '{' || content[0] == '[')) {
                try {
                    return JSON.readTree(content);
                } catch (JsonProcessingException notJson) {
                    // it is in YAML's own flow style
                }
            }
            String text = new String(content, StandardCharsets.UTF_8);
            return new YamlDocument(text.length() + ALIAS_ALLOWANCE).tree(load(text, scalars));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Object load(String text, Resolver scalars) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, scalars);
        try {
            return yaml.load(text);
        } catch (MarkedYAMLException malformed) {
            Mark mark = malformed.getProblemMark();
            String place = mark == null ? "" : (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
            throw new MalformedYamlException(place + malformed.getProblem());
        } catch (YAMLException | StackOverflowError malformed) {
            throw new MalformedYamlException(String.valueOf(malformed.getMessage()));
        }
    }

    private JsonNode tree(Object value) {
        if (--nodesLeft < 0) {
            throw new MalformedYamlException("the document is too large once its aliases are followed");
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach((key, member) -> object.set(String.valueOf(key), tree(member)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(tree(element)));
            return array;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value == null) {
            return NullNode.getInstance();
        } else if (value instanceof Boolean flag) {
            return json.booleanNode(flag);
        } else if (value instanceof Integer number) {
            return json.numberNode(number);
        } else if (value instanceof Long number) {
            return json.numberNode(number);
        } else if (value instanceof BigInteger number) {
            return json.numberNode(number);
        } else if (value instanceof Double number) {
            return json.numberNode(number);
        } else if (value instanceof byte[] bytes) {
            return json.textNode(new String(bytes, StandardCharsets.UTF_8));
        }
        return json.textNode(String.valueOf(value));
    }
}
