package io.gatehouse.model.admin.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void writesWholeNumbersWithoutFractionAndTextWithoutEscapes() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("whole", 5.0).put("exact", 9007199254740992L).put("fraction", 1795255041.265);
        document.put("small", 0.01).put("zero", 0.0).put("path", "/ä").putArray("empty");
        document.putObject("map");
        assertEquals(
                "{\"whole\":5,\"exact\":9007199254740992,\"fraction\":1795255041.265,\"small\":0.01,\"zero\":0,"
                        + "\"path\":\"/ä\",\"empty\":[],\"map\":{}}",
                new String(JsonText.of(document), StandardCharsets.UTF_8));
    }
}
