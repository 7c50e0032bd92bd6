package io.gatehouse.model.control;

import java.util.Locale;

/** What a running node can be asked to do. */
public enum ControlCommand {
    /** Take over what changed in its settings and files. Argument: {@link ControlRequest#FILE}. */
    RELOAD,
    /** Take no new work, finish what is in flight, and end. Argument: {@link ControlRequest#SECONDS}. */
    QUIT,
    /** End at once. */
    STOP,
    /** Name the addresses of the status listeners, one line each, as URLs without a path. */
    STATUS_LISTENERS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
