package io.gatehouse.model.admin.input;

import java.util.List;
import java.util.Optional;

/** The query string of a request. Names that no one asks for are ignored, as interfaces send names of their own. */
public final class QueryParameters {
    /** More than these are refused, in a query as in a form. */
    static final int LIMIT = 1000;

    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /**
     * Parses the part behind {@code ?}, still encoded; {@code null} where there is none.
     *
     * @throws UnreadableBodyException for more than 1000 parameters, or bytes that are no UTF-8
     */
    public static QueryParameters parse(String rawQuery) {
        List<Parameter> parameters = rawQuery == null ? List.of() : UrlEncoded.parse(rawQuery);
        requireFew(parameters);
        return new QueryParameters(parameters);
    }

    /** The first value of that name; an empty text when the name was given without one. */
    public Optional<String> first(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .map(parameter -> parameter.value().orElse(""));
    }

    /** How often the name was given. */
    public long count(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .count();
    }

    static void requireFew(List<Parameter> parameters) {
        if (parameters.size() > LIMIT) {
            throw new UnreadableBodyException("Too many arguments");
        }
    }
}
