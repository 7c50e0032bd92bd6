package io.gatehouse.proxy.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(?=a)(a+)+$", "^(?=a)(a|aa)+$", "(?=a)(.*)*(.*)*(.*)*x"})
    void boundsWhatCatastrophicExpressionsCost(String expression) {
        SafePattern pattern = SafePattern.compile(expression);
        String text = "a".repeat(5_000) + "!";
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(pattern.found(text)));
    }

    @Test
    void survivesDeepRecursionOfTheBacktrackingEngine() {
        SafePattern pattern = SafePattern.compile("^(?=/)(/[a-z]|/[0-9])*$");
        assertFalse(pattern.found("/a".repeat(1_000_000) + "!"));
    }

    @Test
    void runsWhatTheLinearEngineLacksOnTheOther() {
        assertInstanceOf(LinearPattern.class, SafePattern.compile("/a/(\\d+)"));
        SafePattern guarded = SafePattern.compile("/(?!admin)(?<user_name>\\w++)");
        assertInstanceOf(GuardedPattern.class, guarded);
        assertTrue(guarded.startsText("/bob"));
        assertFalse(guarded.startsText("/admin"));
        Found found = guarded.findAtStart("/bob").orElseThrow();
        assertEquals(List.of(Optional.of("bob")), found.groups());
        assertEquals(Map.of("user_name", 1), found.names());
    }

    @Test
    void countsNamedGroupsAmongTheOthers() {
        Found found = SafePattern.compile("(?=/)/(a)(?P<first_b>b)(?:c)(?'last_d'd)\\k<first_b>[(]")
                .find("/abcdb(")
                .orElseThrow();
        assertEquals(List.of(Optional.of("a"), Optional.of("b"), Optional.of("d")), found.groups());
        assertEquals(Map.of("first_b", 2, "last_d", 3), found.names());
    }

    @Test
    void namesTheExpressionThatNoEngineUnderstands() {
        PatternException refused = assertThrows(PatternException.class, () -> SafePattern.compile("/a(b"));
        assertTrue(refused.getMessage().contains("'/a(b'"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'/orders/\\d+', /orders/",
        "'/v1\\.2/x', /v1.2/x",
        "'/ab?c', /a",
        "'/ab{2}', /a",
        "'/a|/b', ''",
        "'/a(b|c)', /a",
        "'/a[|]b', /a",
        "'^/x$', /x",
        "'(?i)/x', ''",
        "'/\\Qa|b\\E', ''",
        "'.*', ''"
    })
    void readsTheLiteralPrefix(String expression, String prefix) {
        assertEquals(prefix, LiteralPrefix.of(expression));
    }

    @ParameterizedTest
    @CsvSource({
        "'/users/\\d+/orders$', /orders",
        "'/users/(?<id>\\d+)/orders/[^/]+/lines\\.csv', /orders/ /lines.csv",
        "'/a\\d+/bc?de', /b de",
        "'/a.b{2}cd', cd",
        "'/a.b+?cd', cd",
        "'/a/(x(y|[)])|z)/b', /b",
        "'/a/(?i)b', ''",
        "'/a/\\d/b(?i:c)d', /b",
        "'/a\\d/b|/c', ''",
        "'/a\\d/b\\x41c', /b",
        "'/a[[:alpha:]]b', ''",
        "'/a[]]b', ''",
        "'/plain', ''",
        "'/a\\d\uD83D\uDE00?bc', bc"
    })
    void readsTheTextsBehindThePrefix(String expression, String texts) {
        assertEquals(texts, String.join(" ", LiteralTexts.of(expression)));
    }

    @Test
    void leavesNoHalfOfACharacterInThePrefix() {
        assertEquals("/", LiteralPrefix.of("/\uD83D\uDE00?"));
    }
}
