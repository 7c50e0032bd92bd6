package io.gatehouse.liberty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void readsShortAndLongOptions() {
        CommandLine expected = new CommandLine(Optional.of(Path.of("/etc/k.conf")), Map.of("prefix", "/srv/a=b"));

        assertEquals(expected, CommandLine.parse("-c", "/etc/k.conf", "-p", "/srv/a=b"));
        assertEquals(expected, CommandLine.parse("--prefix=/srv/a=b", "--conf=/etc/k.conf"));
        assertEquals(new CommandLine(Optional.empty(), Map.of()), CommandLine.parse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--port=1", "start"})
    void namesAnUnknownArgument(String argument) {
        StartException failure = assertThrows(StartException.class, () -> CommandLine.parse(argument, "v"));

        assertTrue(failure.getMessage().contains(argument.split("=")[0]), failure.getMessage());
    }

    @Test
    void asksForAMissingValue() {
        assertEquals(
                "-c needs a value",
                assertThrows(StartException.class, () -> CommandLine.parse("-c"))
                        .getMessage());
    }
}
