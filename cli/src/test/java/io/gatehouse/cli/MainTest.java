package io.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final String HINT = "\n\n  Run with --v (verbose) or --vv (debug) for more details\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void printsTheVersionScriptsDecideBy() {
        assertEquals(0, run("version"));
        assertEquals("3.9.3\n", out.toString());
    }

    @Test
    void printsItsOwnVersionToo() {
        assertEquals(0, run("version", "-a"));
        assertTrue(out.toString().startsWith("Kong: 3.9.3"));
        assertTrue(out.toString().contains("\nGatehouse: 0."), out.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nope              | No such command: nope
                    hybrid nope       | No such command for hybrid: nope
                    hybrid            | gatehouse: a command is needed, for example gen_cert
                    ''                | gatehouse: a command is needed
                    version --loud    | gatehouse: unrecognized parameter: --loud
                    hybrid gen_cert --days abc | gatehouse: unable to convert to number: abc
                    """)
    void answersWrongUsageWithTheUsageAndExitCodeOne(String arguments, String message) {
        assertEquals(1, arguments.isEmpty() ? run() : run(arguments.split(" ")));
        assertTrue(err.toString().startsWith(message + "\n\nUsage: gatehouse"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    @Tag("R6")
    void explainsTheCertificateGenerator() {
        assertEquals(0, run("hybrid", "--help"));
        assertTrue(out.toString().contains("gen_cert"));
        assertTrue(out.toString().contains("--days"));
        assertTrue(out.toString().contains("1095 days (3 years)"));
        assertEquals("", err.toString());
    }

    @Test
    @Tag("R4")
    void generatesAPairOnceAndNeverOverwritesIt() throws IOException {
        Path certificate = directory.resolve("c.crt");
        Path key = directory.resolve("c.key");

        assertEquals(0, run("hybrid", "gen_cert", certificate.toString(), key.toString()));
        assertEquals(
                "Successfully generated certificate/key pairs, they have been written to: '" + certificate + "' and '"
                        + key + "'.\n",
                out.toString());
        String written = Files.readString(key);
        assertEquals(1, run("hybrid", "gen_cert", certificate.toString(), key.toString()));
        assertEquals("Error: " + certificate + " already exists.\nWill not overwrite it." + HINT, err.toString());
        assertEquals(written, Files.readString(key));
    }

    @Test
    void needsBothFilesOfAPair() {
        assertEquals(1, run("hybrid", "gen_cert", directory.resolve("only.crt").toString()));
        assertEquals("Error: both cert and key path needs to be provided" + HINT, err.toString());
        assertFalse(Files.exists(directory.resolve("only.crt")));
    }

    @Test
    void checkPrintsEveryErrorOnALineOfItsOwn() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.conf"), "database = foo\nrole = nope\n");

        assertEquals(1, run("check", file.toString()));
        assertTrue(
                err.toString()
                        .matches(
                                "(?s)\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[error] role has an invalid value: 'nope' .*"
                                        + "\\[error] database has an invalid value: 'foo' .*"),
                err.toString());
    }

    @Test
    void checkAcceptsAGoodFile() throws IOException {
        Path file = Files.writeString(directory.resolve("good.conf"), "pg_user = someone\n");

        assertEquals(0, run("check", file.toString()));
        assertEquals("configuration at " + file + " is valid\n", out.toString());
    }

    @Test
    void checkNamesAMissingFile() {
        assertEquals(1, run("check", "/no/such.conf"));
        assertTrue(err.toString().endsWith("[error] no file at: /no/such.conf\n"), err.toString());
    }

    @Test
    void verboseShowsWhereAFailureComesFrom() {
        assertEquals(
                1, run("stop", "--v", "--prefix", directory.resolve("absent").toString()));
        assertTrue(err.toString().contains("no such prefix: " + directory.resolve("absent")));
        assertTrue(err.toString().contains("\tat io.gatehouse.cli"), err.toString());
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
