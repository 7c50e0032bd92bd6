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
        boolean any = installation.database().running().isPresent()
                || installation.parts().stream()
                        .anyMatch(part -> part.process().running().isPresent());
        if (any) {
            out.println();
            out.println("Stopping; the control plane takes some seconds.");
        }
        for (Installation.Part part : installation.parts()) {
            attempt(part.process().name(), () -> part.process().stop(part.grace()));
        }
        attempt("PostgreSQL", () -> installation.database().stop());
        return any;
    }

    private interface Stop {
        boolean run() throws IOException;
    }

    private void attempt(String name, Stop stop) {
        try {
            if (stop.run()) {
                out.println("  stopped the " + name);
            }
        } catch (IOException e) {
            out.println("  could not stop the " + name + ": " + e.getMessage());
        }
    }
}
