package io.gatehouse.model.admin.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Collects form parameters into a tree of strings, lists and objects: dotted names nest, repeated names and {@code []}
 * make lists, {@code [1]}, {@code [2]} are positions. What no rule can place stays where the validator will name it.
 */
final class ParameterTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Branch root = new Branch();

    /** Adds a value; further values of the same name make a list. */
    void add(Parameter parameter) {
        FieldName name = FieldName.parse(parameter.name());
        Branch leaf = leaf(name);
        JsonNode value = value(parameter);
        if (name.append()) {
            leaf.appended.add(value);
        } else {
            leaf.values.add(value);
        }
    }

    /** Sets a value; an earlier value of the same name is dropped. */
    void replace(Parameter parameter) {
        FieldName name = FieldName.parse(parameter.name());
        Branch leaf = leaf(name);
        if (name.append()) {
            leaf.appended.removeAll();
        } else {
            leaf.values.removeAll();
        }
        add(parameter);
    }

    /** The collected document. */
    ObjectNode document() {
        ObjectNode document = NODES.objectNode();
        root.children.forEach((name, branch) -> document.set(name, branch.node()));
        return document;
    }

    private Branch leaf(FieldName name) {
        Branch branch = root;
        for (String step : name.steps()) {
            branch = branch.children.computeIfAbsent(step, key -> new Branch());
        }
        return branch;
    }

    /** A name without {@code =} is no text: {@code true} makes the validator say so for every type but boolean. */
    private static JsonNode value(Parameter parameter) {
        return parameter.value().<JsonNode>map(TextNode::valueOf).orElse(BooleanNode.TRUE);
    }

    /** One name of the tree with all that was given for it. */
    private static final class Branch {
        private final Map<String, Branch> children = new LinkedHashMap<>();
        private final ArrayNode appended = NODES.arrayNode();
        private final ArrayNode values = NODES.arrayNode();

        JsonNode node() {
            if (!children.isEmpty() && positions()) {
                return list();
            }
            if (!children.isEmpty() && appended.isEmpty() && values.isEmpty()) {
                return object();
            }
            // a plain value beside nested names wins, so that the validator refuses it instead of losing it
            if (appended.isEmpty() && values.size() == 1) {
                return values.get(0);
            }
            return NODES.arrayNode().addAll(appended).addAll(values);
        }

        private boolean positions() {
            for (int i = 1; i <= children.size(); i++) {
                if (!children.containsKey(Integer.toString(i))) {
                    return false;
                }
            }
            return true;
        }

        private ArrayNode list() {
            ArrayNode list = NODES.arrayNode();
            for (int i = 1; i <= children.size(); i++) {
                list.add(children.get(Integer.toString(i)).node());
            }
            return list.addAll(appended).addAll(values);
        }

        private ObjectNode object() {
            ObjectNode object = NODES.objectNode();
            for (Entry<String, Branch> child : children.entrySet()) {
                object.set(child.getKey(), child.getValue().node());
            }
            return object;
        }
    }
}
