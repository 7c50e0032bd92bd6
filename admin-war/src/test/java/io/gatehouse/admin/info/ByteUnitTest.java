package io.gatehouse.admin.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.model.admin.errors.MessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteUnitTest {

    @ParameterizedTest
    @CsvSource({"m,2,1.50 MiB", "M,0,2 MiB", "k,1,1536.0 KiB", "g,4,0.0015 GiB"})
    void writesSizesWithUnit(String unit, String scale, String text) {
        assertEquals(text, ByteUnit.parse(unit, scale).format(1536 * 1024).asText());
    }

    @Test
    void writesBytesAsANumber() {
        assertEquals(1536, ByteUnit.parse("b", "2").format(1536).asLong());
    }

    @Test
    void refusesOtherUnits() {
        MessageException refused = assertThrows(MessageException.class, () -> ByteUnit.parse("V", "2"));
        assertEquals("invalid unit 'V' (expected 'k/K', 'm/M', or 'g/G')", refused.getMessage());
        assertEquals(400, refused.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", ""})
    void refusesOtherScales(String scale) {
        assertThrows(MessageException.class, () -> ByteUnit.parse("m", scale));
    }
}
