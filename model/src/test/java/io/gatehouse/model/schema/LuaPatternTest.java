package io.gatehouse.model.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuaPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^%u+$ GET true",
                "^%u+$ GeT false",
                "^[a-z][a-z%d-]-[a-z%d]+$ my-env true",
                "^[a-z][a-z%d-]-[a-z%d]+$ My false",
                "^[%a_-][%a%d_-]*$ -x_9 true",
                "^[%a_-][%a%d_-]*$ 1-x false",
                "^[^*&%%\\`]+$ /tmp/a.log true",
                "^[^*&%%\\`]+$ /tmp/a*b false",
                "^[^*&%%\\`]+$ /tmp/a%b false",
                "^[^:]+:.*$ a:1 true",
                "^[^:]+:.*$ a false",
                "%w*%p*@+%w*%.?%w* me@x.y true",
                "^%*%. *.a true",
                "%.%*$ a.* true",
                "^[0-9]+-[0-9]+$ 500-599 true"
            })
    void matchesLikeTheOriginal(String pattern, String text, boolean matches) {
        assertEquals(matches, LuaPattern.compile(pattern).matcher(text).find());
    }

    @Test
    void refusesWhatItDoesNotTranslate() {
        assertThrows(MalformedSchemaException.class, () -> LuaPattern.compile("%bxy"));
        assertThrows(MalformedSchemaException.class, () -> LuaPattern.compile("a%"));
    }
}
