package io.gatehouse.model.admin.input;

import java.util.Optional;

/**
 * One decoded name and its value, from a query string or a form.
 *
 * @param value empty when the name stood alone, without {@code =}
 */
public record Parameter(String name, Optional<String> value) {}
