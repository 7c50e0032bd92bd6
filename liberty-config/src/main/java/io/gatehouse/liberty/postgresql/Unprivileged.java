package io.gatehouse.liberty.postgresql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The words before a command that let PostgreSQL run where it refuses to (it never runs as root), and that end it together
 * with the control plane.
 *
 * <p>As root, a user namespace without mapped users takes root's name away and leaves its files accessible, wherever the
 * prefix lies. {@code setpriv --pdeathsig} has the kernel send SIGINT (a fast shutdown) when the thread that started the
 * process ends, thus also after {@code kill -9} of the control plane.
 */
final class Unprivileged {
    private Unprivileged() {}

    /**
     * Returns the words to put before a command.
     *
     * @throws EmbeddedPostgresException when this is root and the system offers no user namespaces
     */
    static List<String> prefix(boolean endsWithParent) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            if (!succeeds("unshare", "-U", "true")) {
                throw new EmbeddedPostgresException(
                        "The embedded PostgreSQL does not run as root, and this system does not"
                                + " allow user namespaces (`unshare -U true` failed). Start the control plane as another user, or"
                                + " set pg_host, pg_user, pg_password and pg_database to a PostgreSQL server of your own");
            }
            words.addAll(List.of("unshare", "-U"));
        }
        if (endsWithParent && succeeds("setpriv", "--pdeathsig", "INT", "true")) {
            words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        // a Ctrl-C in the terminal is for the control plane, which stops the database last
        if (succeeds("setsid", "true")) {
            words.add("setsid");
        }
        return words;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
