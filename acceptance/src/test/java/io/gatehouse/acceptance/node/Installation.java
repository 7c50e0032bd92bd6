package io.gatehouse.acceptance.node;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build made, as a user would start it. */
public final class Installation {
    private static final Path ROOT = root();

    private Installation() {}

    /** The checkout. */
    public static Path home() {
        return ROOT;
    }

    /** The script with all commands. */
    public static Path launcher() {
        return existing(ROOT.resolve("gatehouse"));
    }

    public static Path controlPlane() {
        return existing(ROOT.resolve("liberty-config/target/control-plane/control-plane"));
    }

    public static Path dataPlane() {
        return existing(ROOT.resolve("proxy-engine/target/gatehouse-proxy.jar"));
    }

    public static Path postgresPrograms() {
        return existing(ROOT.resolve("liberty-config/target/control-plane/postgresql"));
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Where the nodes of tests live; kept after the tests, for their logs. */
    public static Path workFolder() {
        return ROOT.resolve("acceptance/target/nodes");
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing; `mvn package -DskipTests` builds it");
        }
        return file;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("server.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
