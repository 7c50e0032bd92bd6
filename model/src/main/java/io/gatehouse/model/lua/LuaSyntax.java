package io.gatehouse.model.lua;

import java.util.Optional;

/**
 * Tells whether a text is Lua: the grammar of Lua 5.1 with {@code goto}, labels and the literals of LuaJIT. Messages have
 * the form that LuaJIT gives them. What only shows when code runs is not looked at.
 */
public final class LuaSyntax {
    /** Of the longest source that messages quote whole, as LuaJIT has it. */
    private static final int MAX_QUOTED = 45;

    private static final char BYTECODE = '\u001b';

    private LuaSyntax() {}

    /** What is wrong with {@code source}, which messages quote the first line of; empty when nothing is. */
    public static Optional<String> problem(String source) {
        return problem(source, chunkName(source));
    }

    /** As {@link #problem(String)}, under a name: {@code [string "TMP"]}. */
    public static Optional<String> problem(String source, String chunk) {
        if (!source.isEmpty() && source.charAt(0) == BYTECODE) {
            return Optional.of("attempt to load chunk with wrong mode");
        }
        try {
            new LuaStatements(new LuaTokens(new LuaLexer(source, chunk))).chunk();
            return Optional.empty();
        } catch (LuaSyntaxException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    private static String chunkName(String source) {
        int end = 0;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        int quoted = Math.min(end, MAX_QUOTED);
        return "[string \"" + source.substring(0, quoted) + (quoted < source.length() ? "..." : "") + "\"]";
    }
}
