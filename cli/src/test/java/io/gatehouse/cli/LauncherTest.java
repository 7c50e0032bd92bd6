package io.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell script at the top of the checkout, with a Java and a Maven of the test's own. */
class LauncherTest {
    private static final Path SCRIPT =
            Path.of("..", "gatehouse").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "readlink",
            "sed",
            "date",
            "mkdir",
            "tail",
            "head",
            "grep",
            "sleep",
            "printf",
            "kill",
            "cat",
            "id");

    @TempDir
    Path directory;

    private Path checkout;
    private Path tools;

    @BeforeEach
    void copyScript() throws IOException {
        checkout = Files.createDirectories(directory.resolve("checkout"));
        Files.copy(SCRIPT, checkout.resolve("gatehouse"));
        Files.setPosixFilePermissions(checkout.resolve("gatehouse"), PosixFilePermissions.fromString("rwxr-xr-x"));
        tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path program = Path.of(place, tool);
                if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
                    program(tools.resolve(tool), "exec " + program + " \"$@\"");
                }
            }
        }
    }

    @Test
    void saysWhatToInstallWithoutJava() throws Exception {
        Result result = run(Map.of(), "version");

        assertEquals(1, result.exitCode());
        assertTrue(
                result.output().startsWith("gatehouse: Java is missing: install a JDK 17 or newer"), result.output());
    }

    @Test
    void refusesAnOldJava() throws Exception {
        Path home = jdk("11.0.2");

        Result result = run(Map.of("JAVA_HOME", home.toString()), "version");

        assertEquals(1, result.exitCode());
        assertTrue(result.output().contains("is Java 11; Gatehouse needs a JDK 17 or newer"), result.output());
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        Result result = run(Map.of("JAVA_HOME", "/no/such/jdk"), "version");

        assertEquals(1, result.exitCode());
        assertTrue(result.output().contains("JAVA_HOME is /no/such/jdk"), result.output());
    }

    @Test
    void saysThatMavenIsMissingBeforeItCanBuild() throws Exception {
        Result result = run(Map.of("JAVA_HOME", jdk("17.0.1").toString()), "version");

        assertEquals(1, result.exitCode());
        assertTrue(result.output().contains("Maven is missing"), result.output());
    }

    @Test
    void buildsWhatIsMissingOnceAndThenRuns() throws Exception {
        program(
                tools.resolve("mvn"),
                "mkdir -p cli/target; printf x > cli/target/gatehouse-cli.jar; printf 'built %s\\n' \"$*\"");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("17.0.1").toString());

        Result first = run(environment, "version", "-a");
        Result second = run(environment, "version", "-a");

        assertTrue(first.output().contains("Building what is missing"), first.output());
        assertTrue(
                first.output().endsWith("-jar " + checkout.resolve("cli/target/gatehouse-cli.jar") + " version -a\n"),
                first.output());
        assertEquals(1, second.output().lines().count(), second.output());
        assertTrue(Files.readString(checkout.resolve("target/build.log")).contains("-pl cli -am package"));
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        program(tools.resolve("mvn"), "echo '[ERROR] no such artifact'; exit 1");

        Result result = run(Map.of("JAVA_HOME", jdk("17.0.1").toString()), "version");

        assertEquals(1, result.exitCode());
        assertTrue(result.output().contains("[ERROR] no such artifact"), result.output());
        assertTrue(result.output().contains(checkout.resolve("target/build.log").toString()), result.output());
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, false", "25.0.3, true"})
    void becomesTheProxyWithOptionsForTheJavaVersion(String version, boolean announcesUnsafe) throws Exception {
        Files.createDirectories(checkout.resolve("proxy-engine/target"));
        Files.writeString(checkout.resolve("proxy-engine/target/gatehouse-proxy.jar"), "");
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk(version).toString(), "GATEHOUSE_JAVA_OPTS", "-Xmx1g -Dx=y");

        List<String> arguments = Arrays.asList(
                run(environment, "proxy", "-c", "a b.conf").output().strip().split(" "));

        assertTrue(arguments.contains("-XX:+UseSerialGC"));
        assertTrue(arguments.indexOf("-Xmx1g") > arguments.indexOf("-Xms128m"), "the user's options come last");
        assertTrue(arguments.contains("-Dx=y"));
        assertEquals(announcesUnsafe, arguments.contains("--sun-misc-unsafe-memory-access=allow"));
        assertEquals(announcesUnsafe, arguments.contains("--enable-native-access=ALL-UNNAMED"));
        assertTrue(String.join(" ", arguments).endsWith("gatehouse-proxy.jar -c a b.conf"));
    }

    /** A JDK whose java prints its arguments. */
    private Path jdk(String version) throws IOException {
        Path home = directory.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo \"$*\"");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + '\n');
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, String output) {}

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", checkout.resolve("gatehouse").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
