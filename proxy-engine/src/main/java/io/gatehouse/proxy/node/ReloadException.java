package io.gatehouse.proxy.node;

import java.util.List;

/** A reload was refused as a whole. Each problem is for the user. */
public final class ReloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ReloadException(List<String> problems, Throwable cause) {
        super(String.join("; ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns everything that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
