package io.gatehouse.model.admin.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    @Test
    void asksForAHundredByDefault() {
        ListQuery query = parse(null).query();
        assertEquals(100, query.size());
        assertEquals(Optional.empty(), query.offset());
        assertEquals(Optional.empty(), query.tags());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000,1000", "1e2,100", "0x10,16", "5.0,5", "+7,7"})
    void takesEveryNumeralOfLua(String size, int number) {
        assertEquals(number, parse("size=" + size.replace("+", "%2B")).query().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "1.5", "-1", "1e9"})
    void refusesSizesOutOfRange(String size) {
        EntityException refused = assertThrows(EntityException.class, () -> parse("size=" + size));
        assertEquals(ErrorCode.INVALID_SIZE, refused.code());
        assertEquals("size must be an integer between 1 and 1000", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1d", "NaN", "Infinity"})
    void refusesSizesThatAreNoNumber(String size) {
        EntityException refused = assertThrows(EntityException.class, () -> parse("size=" + size));
        assertEquals("size must be a number", refused.getMessage());
    }

    @Test
    void reportsTagsBeforeTheSize() {
        EntityException refused = assertThrows(EntityException.class, () -> parse("size=0&tags="));
        assertEquals(ErrorCode.INVALID_OPTIONS, refused.code());
    }

    @Test
    void readsTags() {
        TagFilter filter = parse("tags=a,b").query().tags().orElseThrow();
        assertEquals(List.of("a", "b"), filter.tags());
    }

    @Test
    void ignoresTagsOfEntitiesThatHaveNone() {
        assertEquals(
                Optional.empty(),
                PageRequest.of(QueryParameters.parse("tags=a,b/c"), false)
                        .query()
                        .tags());
    }

    @Test
    void cutsTheSizeOfListsThatComeLatestFirst() {
        PageRequest request = PageRequest.newestFirst(QueryParameters.parse("size=5000"));
        assertEquals(1000, request.query().size());
        assertEquals(ListQuery.Order.NEWEST_FIRST, request.query().order());
        assertThrows(EntityException.class, () -> PageRequest.newestFirst(QueryParameters.parse("size=0")));
        assertTrue(request.offset().isEmpty());
    }

    private static PageRequest parse(String query) {
        return PageRequest.of(QueryParameters.parse(query), true);
    }
}
