package io.gatehouse.cli.command;

/** A command cannot do what it was asked to. The message is for the user and says what to do about it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
