package io.gatehouse.model.admin.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.query.Page;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageDocumentTest {
    private static final ObjectNode ROW = JsonNodeFactory.instance.objectNode().put("id", "x");
    private static final Page MORE = new Page(List.of(ROW), Optional.of("WyI+"));

    @Test
    void endsWithANullLinkAndNoOffset() {
        assertEquals(
                "{\"data\":[],\"next\":null}",
                PageDocument.of(new Page(List.of(), Optional.empty()), "/services", request("size=1"))
                        .toString());
    }

    @Test
    void repeatsInTheLinkWhatTheClientAskedFor() {
        ObjectNode page = PageDocument.of(MORE, "/services", request("size=0x1&tags=a,b%20c&sort_by=name"));
        assertEquals(
                "/services?offset=WyI%2B&tags=a%2Cb%20c&size=0x1",
                page.path("next").asText());
        assertEquals("WyI+", page.path("offset").asText());
    }

    @Test
    void leavesTheSizeOutOfNestedLinks() {
        ObjectNode page = PageDocument.nested(MORE, "/services/s%201/routes", request("size=1"));
        assertEquals("/services/s%201/routes?offset=WyI%2B", page.path("next").asText());
    }

    private static PageRequest request(String query) {
        return PageRequest.of(QueryParameters.parse(query), true);
    }
}
