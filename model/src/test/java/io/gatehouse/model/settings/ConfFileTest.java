package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R189")
class ConfFileTest {

    @Test
    void readsKeysAndValuesWithOrWithoutBlanks() {
        assertEquals(Map.of("a", "1", "b", "two words", "c", ""), ConfFile.parse("a=1\n   b =  two words  \nc =\n"));
    }

    @Test
    void lastOfRepeatedKeysCounts() {
        assertEquals(Map.of("a", "2"), ConfFile.parse("a = 1\na = 2\n"));
    }

    @Test
    void treatsOtherCharactersInKeysAsUnderscores() {
        assertEquals(
                Map.of("cluster_server_name", "x", "PG_USER", "y"),
                ConfFile.parse("cluster-server.name = x\nPG_USER=y"));
    }

    @Test
    void cutsCommentsUnlessEscaped() {
        assertEquals(
                Map.of("a", "abc", "b", "a#b", "c", "x ; y"),
                ConfFile.parse("# note\n ; note\na = abc#def\nb = a\\#b # note\nc = x ; y\n"));
    }

    @Test
    void keepsQuotesAndNumbersAsTheyAre() {
        assertEquals(Map.of("a", "\"x\"", "b", "0123", "c", "1e3"), ConfFile.parse("a = \"x\"\nb = 0123\nc = 1e3"));
    }

    @Test
    void joinsContinuedLines() {
        assertEquals(Map.of("a", "one,  two"), ConfFile.parse("a = one,\\\n  two\n"));
    }

    @Test
    void ignoresWhatFollowsASection() {
        assertEquals(Map.of("a", "1"), ConfFile.parse("a = 1\n[other]\nb = 2\n"));
    }

    @Test
    void namesAFileThatIsMissing() {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> ConfFile.read(Path.of("/no/such/kong.conf")));

        assertEquals(List.of("no file at: /no/such/kong.conf"), refused.errors());
    }
}
