package io.gatehouse.cluster.store.table;

import jakarta.persistence.Converter;

/** {@code text[]} columns. */
@Converter
public class TextArrayConverter extends ArrayConverter<String> {

    public TextArrayConverter() {
        super("_text");
    }

    @Override
    String element(Object value) {
        return (String) value;
    }
}
