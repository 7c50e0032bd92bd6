package io.gatehouse.cli.process;

import io.gatehouse.cli.command.CommandException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the product was built, which is where its programs are. */
public final class Checkout {
    private static final String HOME_PROPERTY = "gatehouse.home";

    private Checkout() {}

    /** Returns the checkout; the launcher script says where it is. */
    public static Path home() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY))
                .map(Path::of)
                .orElseThrow(() -> new CommandException("run this with the launcher ./gatehouse in the checkout"));
    }

    /** Returns the launcher. */
    public static Path launcher() {
        return home().resolve("gatehouse");
    }
}
