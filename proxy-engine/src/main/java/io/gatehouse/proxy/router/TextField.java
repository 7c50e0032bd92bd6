package io.gatehouse.proxy.router;

import io.gatehouse.model.expression.Field;
import java.util.List;
import java.util.Locale;

/**
 * A field that holds text: bytes, one per {@code char}.
 *
 * @param name of a header, with dashes, or of a query argument
 */
record TextField(Field field, String name) {

    static TextField of(Field field) {
        return new TextField(
                field,
                field.kind() == Field.Kind.HEADER
                        ? field.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        : field.name());
    }

    boolean repeatable() {
        return field.repeatable();
    }

    boolean path() {
        return field.kind() == Field.Kind.PATH;
    }

    /** The text; null when it is absent. */
    String value(RouteRequest request) {
        return switch (field.kind()) {
            case PROTOCOL -> request.protocol();
            case SERVER_NAME -> present(request.sni());
            case METHOD -> request.method();
            case HOST -> present(host(request.host()));
            case PATH -> request.path();
            case SEGMENTS -> PathSegments.range(request.path(), field.first(), field.last());
            default -> throw new IllegalStateException(field.text() + " is not one text");
        };
    }

    private static String present(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String host(String host) {
        int end = HostText.nameEnd(host, true);
        return end == host.length() ? host : host.substring(0, end);
    }

    /** All texts of a field that can have several. */
    List<String> values(RouteRequest request) {
        if (field.kind() == Field.Kind.QUERY) {
            return request.queryArguments(name).stream().map(ByteText::of).toList();
        }
        List<String> values = request.headers(name);
        // a dash in a field's name is written as an underscore; a header may have a real one
        return values.isEmpty() && name.indexOf('-') >= 0 ? request.headers(name.replace('-', '_')) : values;
    }
}
