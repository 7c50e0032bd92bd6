package io.gatehouse.cli.quickstart;

import java.io.IOException;
import java.io.PrintWriter;

/** Ends everything under a prefix, what takes requests first and the database last. */
final class Shutdown {
    private final Installation installation;
    private final PrintWriter out;

    Shutdown(Installation installation, PrintWriter out) {
        this.installation = installation;
        this.out = out;
    }

    /**
     * Ends what runs and says so, one line for each.
     *
     * @return whether anything ran
     */
    boolean run() {
        boolean any = false;
        for (Installation.Part part : installation.parts()) {
            any |= attempt(part.process().name(), () -> part.process().stop(part.grace()));
        }
        any |= attempt("PostgreSQL", () -> installation.database().stop());
        return any;
    }

    private interface Stop {
        boolean run() throws IOException;
    }

    private boolean attempt(String name, Stop stop) {
        try {
            boolean ran = stop.run();
            if (ran) {
                out.println("  stopped the " + name);
            }
            return ran;
        } catch (IOException e) {
            out.println("  could not stop the " + name + ": " + e.getMessage());
            return true;
        }
    }
}
