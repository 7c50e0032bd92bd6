package io.gatehouse.model.admin.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

    @Test
    void answersTheFirstValueDecoded() {
        QueryParameters query = QueryParameters.parse("tags=a%20b&tags=c&size&x=%zz&y=1+2");
        assertEquals(Optional.of("a b"), query.first("tags"));
        assertEquals(2, query.count("tags"));
        assertEquals(Optional.of(""), query.first("size"));
        assertEquals(Optional.of("%zz"), query.first("x"));
        assertEquals(Optional.of("1 2"), query.first("y"));
        assertEquals(Optional.empty(), query.first("offset"));
    }

    @Test
    void isEmptyWithoutAQuery() {
        assertEquals(Optional.empty(), QueryParameters.parse(null).first("size"));
    }

    @Test
    void refusesMoreThanAThousandParameters() {
        assertThrows(UnreadableBodyException.class, () -> QueryParameters.parse("a&".repeat(1001)));
    }
}
