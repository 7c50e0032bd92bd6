package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where an entity stands in a document, so that what is said of it can be put into the tree of errors at the same place.
 *
 * @param parent the place of the entity it is nested in, or empty on the top level
 * @param list name of the list
 * @param index position in the list, from 0
 */
record Place(Optional<Place> parent, String list, int index) {

    static Place top(String list, int index) {
        return new Place(Optional.empty(), list, index);
    }

    Place nested(String innerList, int innerIndex) {
        return new Place(Optional.of(this), innerList, innerIndex);
    }

    /** Adds violations of the entity; a text stands for the entity as a whole. */
    void put(ObjectNode root, JsonNode error) {
        ArrayNode array = array(root);
        if (error instanceof ObjectNode byField) {
            object(array).setAll(byField);
        } else {
            array.set(index, error);
        }
    }

    private ObjectNode object(ArrayNode array) {
        if (array.get(index) instanceof ObjectNode existing) {
            return existing;
        }
        ObjectNode created = JsonNodeFactory.instance.objectNode();
        array.set(index, created);
        return created;
    }

    private ArrayNode array(ObjectNode root) {
        ObjectNode container =
                parent.map(outer -> outer.object(outer.array(root))).orElse(root);
        ArrayNode array = container.get(list) instanceof ArrayNode existing ? existing : container.putArray(list);
        while (array.size() <= index) {
            array.addNull();
        }
        return array;
    }
}
