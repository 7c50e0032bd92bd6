package io.gatehouse.model.settings;

import java.util.List;

/** The settings of a node cannot be used. Carries every problem found, each naming the setting, its value and the remedy. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    public SettingsException(List<String> errors) {
        super(String.join(System.lineSeparator(), errors));
        this.errors = List.copyOf(errors);
    }

    /** Returns all problems, in the order of the settings they concern; never empty. */
    public List<String> errors() {
        return errors;
    }
}
