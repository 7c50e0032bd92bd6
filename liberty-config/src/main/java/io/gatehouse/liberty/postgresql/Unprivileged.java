package io.gatehouse.liberty.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How commands of PostgreSQL are run: it refuses to run as root, and it shall end together with the control plane.
 *
 * <p>As root, a user namespace without mapped users takes root's name away and leaves root's files accessible, wherever the
 * prefix lies. Where the system allows no user namespaces (containers, mostly), the commands run as {@code nobody}, which
 * then owns the folder of the data and must be able to reach it.
 *
 * <p>{@code setpriv --pdeathsig} has the kernel send SIGINT (a fast shutdown) when the thread that started the process ends,
 * thus also after {@code kill -9} of the control plane; {@code setsid} keeps a terminal's Ctrl-C from the database, which
 * the control plane stops last.
 */
final class Unprivileged {
    private static final String ROOT = "root";
    private static final String OTHER_USER = "nobody";

    private final List<String> words;
    private final boolean otherUser;

    private Unprivileged(List<String> words, boolean otherUser) {
        this.words = List.copyOf(words);
        this.otherUser = otherUser;
    }

    /**
     * Finds out what this system offers.
     *
     * @throws EmbeddedPostgresException when this is root and there is no way to be somebody else
     */
    static Unprivileged detect() {
        List<String> words = new ArrayList<>();
        boolean otherUser = false;
        boolean setpriv = succeeds("setpriv", "--pdeathsig", "INT", "true");
        if (isRoot() && succeeds("unshare", "-U", "true")) {
            words.addAll(List.of("unshare", "-U"));
        } else if (isRoot()) {
            otherUser = true;
            requireOtherUser();
            words.addAll(List.of("setpriv", "--reuid", OTHER_USER, "--regid", groupOfOtherUser(), "--clear-groups"));
        }
        if (setpriv) {
            words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        if (succeeds("setsid", "true")) {
            words.add("setsid");
        }
        return new Unprivileged(words, otherUser);
    }

    /** Returns the words that start a command. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(words);
        all.addAll(command);
        return all;
    }

    /**
     * Gives a folder and all in it to the user that the commands run as.
     *
     * @throws EmbeddedPostgresException when that user cannot reach the folder
     */
    void own(Path folder) throws IOException {
        if (!isRoot()) {
            return;
        }
        UserPrincipal owner = folder.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(otherUser ? OTHER_USER : ROOT);
        if (!Files.getOwner(folder).equals(owner)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .setOwner(owner);
                }
            }
        }
        if (otherUser
                && !succeeds(command(List.of("test", "-w", folder.toString())).toArray(String[]::new))) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL runs as " + OTHER_USER
                    + " here, which cannot reach " + folder + ". Choose a prefix outside of folders that only root may"
                    + " enter, start the control plane as another user, or set pg_host, pg_user, pg_password and"
                    + " pg_database to a PostgreSQL server of your own");
        }
    }

    private static void requireOtherUser() {
        if (!succeeds("setpriv", "--reuid", OTHER_USER, "--regid", groupOfOtherUser(), "--clear-groups", "true")) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL does not run as root, and this system offers"
                    + " neither user namespaces (`unshare -U true` failed) nor `setpriv --reuid " + OTHER_USER
                    + "`. Start the control plane as another user, or set pg_host, pg_user, pg_password and pg_database"
                    + " to a PostgreSQL server of your own");
        }
    }

    private static String groupOfOtherUser() {
        // Debian and its relatives call it nogroup, others like the user
        return succeeds("getent", "group", "nogroup") ? "nogroup" : OTHER_USER;
    }

    private static boolean isRoot() {
        return ROOT.equals(System.getProperty("user.name"));
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
