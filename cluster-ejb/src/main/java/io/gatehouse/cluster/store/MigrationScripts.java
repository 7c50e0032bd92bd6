package io.gatehouse.cluster.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The migration scripts as files. Inside an application server the class path cannot be listed (Flyway would find no
 * script there, without an error), so the scripts are known by name and copied out.
 */
final class MigrationScripts implements AutoCloseable {

    /** Every script in {@code db/migration}, oldest first. */
    static final List<String> NAMES = List.of(
            "V1__change_log.sql",
            "V2__cluster.sql",
            "V3__core_entities.sql",
            "V4__keyauth_credential.sql",
            "V5__vaults_and_keys.sql",
            "V6__credentials.sql",
            "V7__change_log_at_commit.sql",
            "V8__delivery.sql",
            "V9__telemetry.sql");

    private final Path folder;

    private MigrationScripts(Path folder) {
        this.folder = folder;
    }

    /** Copies the scripts to a temporary folder, which {@link #close()} deletes. */
    static MigrationScripts copyOut() {
        try {
            MigrationScripts scripts = new MigrationScripts(Files.createTempDirectory("gatehouse-migration"));
            for (String name : NAMES) {
                try (InputStream script = MigrationScripts.class.getResourceAsStream("/db/migration/" + name)) {
                    if (script == null) {
                        throw new StoreException("The migration script " + name + " is missing from this program");
                    }
                    Files.copy(script, scripts.folder.resolve(name));
                }
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException("The migration scripts cannot be copied to the temporary folder", e);
        }
    }

    /** The schema version that the newest script leads to. */
    static int newestVersion() {
        String newest = NAMES.get(NAMES.size() - 1);
        return Integer.parseInt(newest.substring(1, newest.indexOf("__")));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            for (String name : NAMES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " cannot be deleted", e);
        }
    }
}
