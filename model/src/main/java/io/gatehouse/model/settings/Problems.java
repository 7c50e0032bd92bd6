package io.gatehouse.model.settings;

import java.util.ArrayList;
import java.util.List;

/** What was found while settings were read: errors that forbid the start, and warnings. Not thread-safe. */
final class Problems {
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void error(String message) {
        errors.add(message);
    }

    void warning(String message) {
        warnings.add(message);
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
