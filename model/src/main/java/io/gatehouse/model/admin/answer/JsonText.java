package io.gatehouse.model.admin.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Writes JSON as clients know it from other control planes: UTF-8 without escapes of {@code /}, and numbers that are whole
 * without a fraction ({@code 5}, never {@code 5.0}).
 */
public final class JsonText {
    /** With a blank before the parameter; clients compare it literally. */
    public static final String CONTENT_TYPE = "application/json; charset=utf-8";

    /** From here on numbers print with an exponent. */
    private static final double LARGE = 1e16;

    /** Below this, too. */
    private static final double SMALL = 1e-5;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private JsonText() {}

    public static byte[] of(JsonNode document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = new PlainNumbers(FACTORY.createGenerator(out))) {
            MAPPER.writeTree(generator, document);
        } catch (IOException e) {
            throw new UncheckedIOException("A document in memory cannot be written", e);
        }
        return out.toByteArray();
    }

    /** Writes doubles in plain decimals, those without fraction as integers. */
    private static final class PlainNumbers extends JsonGeneratorDelegate {
        PlainNumbers(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeNumber(double value) throws IOException {
            double size = Math.abs(value);
            if (size < LARGE && (size >= SMALL || value == 0)) {
                BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
                delegate.writeNumber(decimal.toPlainString());
            } else {
                delegate.writeNumber(value);
            }
        }

        @Override
        public void writeNumber(float value) throws IOException {
            writeNumber((double) value);
        }
    }
}
