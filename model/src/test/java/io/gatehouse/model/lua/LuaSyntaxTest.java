package io.gatehouse.model.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuaSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "return 1",
                "return",
                "return;",
                "x = 1; y, z = 2, 'three' -- rest",
                "local a, b = f(), {1, x = 2, ['k'] = 3; 4,}",
                "kong.response.set_header('X-A', kong.request.get_header(\"b\") or [[none]])",
                "local t = {} t.x.y[1].z = function(a, ...) return select('#', ...) end",
                "if a then b() elseif c then d() else e() end",
                "for i = 1, 10, 2 do if i == 3 then break end end",
                "for k, v in pairs(t) do print(k, v) end",
                "while true do repeat local x = g() until x break end",
                "function a.b.c:d(e) return self end",
                "local function f(n) return n == 0 and 1 or n * f(n - 1) end",
                "goto done do ::again:: goto again end ::done::",
                "x = 0xFF + 1e-3 + .5 + 3. + 0x1p4 + 1ULL + 2i",
                "s = 'a\\n\\065\\x41\\z\n  b\\'' .. \"\\u{48}\"",
                "--[==[ a ]] b ]==] return [=[ ]] ]=]",
                "#!shebang\nreturn 1",
                "f{1}'x'[[y]](z):m'w'.v = not -#x ^ 2",
                "return function() return ... == nil end == nil or ...",
                "local naïve = 1"
            })
    void acceptsLua(String source) {
        Optional<String> expected = source.contains("function() return ...")
                ? Optional.of("[string \"return function() return ... == nil end == ni...\"]:1:"
                        + " cannot use '...' outside a vararg function near '...'")
                : Optional.empty();
        assertEquals(expected, LuaSyntax.problem(source));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x =|[string \"x =\"]:1: unexpected symbol near '<eof>'",
                "return (|[string \"return (\"]:1: unexpected symbol near '<eof>'",
                "print(|[string \"print(\"]:1: unexpected symbol near '<eof>'",
                "x|[string \"x\"]:1: '=' expected near '<eof>'",
                "foo bar|[string \"foo bar\"]:1: '=' expected near 'bar'",
                "f() = 1|[string \"f() = 1\"]:1: unexpected symbol near '='",
                "(x) = 1|[string \"(x) = 1\"]:1: syntax error near '='",
                "if x then|[string \"if x then\"]:1: 'end' expected near '<eof>'",
                "return 1 x = 2|[string \"return 1 x = 2\"]:1: '<eof>' expected near 'x'",
                "end|[string \"end\"]:1: '<eof>' expected near 'end'",
                "x = 'abc|[string \"x = 'abc\"]:1: unfinished string near '<eof>'",
                "x = 3x|[string \"x = 3x\"]:1: malformed number near '3x'",
                "x = 1 + @|[string \"x = 1 + @\"]:1: unexpected symbol near '@'",
                "x = '\\q'|[string \"x = '\\q'\"]:1: invalid escape sequence near ''\\q'",
                "break|[string \"break\"]:1: no loop to break near 'break'",
                "goto nowhere|[string \"goto nowhere\"]:1: undefined label 'nowhere' near '<eof>'",
                "for x do end|[string \"for x do end\"]:1: '=' or 'in' expected near 'do'",
                "local 1|[string \"local 1\"]:1: '<name>' expected near '1'",
                "a:b = 1|[string \"a:b = 1\"]:1: function arguments expected near '='",
                "x = [[abc|[string \"x = [[abc\"]:1: unfinished long string near '<eof>'"
            })
    void tellsWhatIsNone(String source, String problem) {
        assertEquals(Optional.of(problem), LuaSyntax.problem(source));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "if a then;x = 1|2: 'end' expected (to close 'if' at line 1) near '<eof>'",
                "x = 'a;b'|1: unfinished string near ''a'",
                "--[[ a;b|2: unfinished long comment near '<eof>'"
            })
    void countsLines(String source, String problem) {
        String text = source.replace(';', '\n');
        String firstLine = text.substring(0, text.indexOf('\n'));
        assertEquals(Optional.of("[string \"" + firstLine + "...\"]:" + problem), LuaSyntax.problem(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "{", "f(", "- "})
    void limitsNesting(String opener) {
        String problem = LuaSyntax.problem("return " + opener.repeat(100_000)).orElseThrow();
        assertEquals("chunk has too many syntax levels", problem.replaceAll(".*:1: (.*) near .*", "$1"));
    }
}
