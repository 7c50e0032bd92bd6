package io.gatehouse.model.lua;

/** The tokens of a source, one after another, and how deep the grammar has gone into them. */
final class LuaTokens {
    private static final int MAX_DEPTH = 200;

    private final LuaLexer lexer;
    private LuaToken token;
    private LuaToken ahead;
    private int depth;

    LuaTokens(LuaLexer lexer) {
        this.lexer = lexer;
        this.token = lexer.next();
    }

    String kind() {
        return token.kind();
    }

    int line() {
        return token.line();
    }

    boolean at(String kind) {
        return token.is(kind);
    }

    /** Whether the token after this one is of that kind. */
    boolean nextIs(String kind) {
        return peek().is(kind);
    }

    void advance() {
        token = peek();
        ahead = null;
    }

    private LuaToken peek() {
        if (ahead == null) {
            ahead = lexer.next();
        }
        return ahead;
    }

    /** Passes a token of that kind if it is there. */
    boolean accept(String kind) {
        boolean found = token.is(kind);
        if (found) {
            advance();
        }
        return found;
    }

    void expect(String kind) {
        if (!accept(kind)) {
            throw expected(kind);
        }
    }

    /** The end of what {@code opener} began on {@code line}. */
    void close(String kind, String opener, int line) {
        if (!accept(kind)) {
            throw line == token.line()
                    ? expected(kind)
                    : near("'" + kind + "' expected (to close '" + opener + "' at line " + line + ")");
        }
    }

    String name() {
        String name = token.text();
        expect(LuaToken.NAME);
        return name;
    }

    /** To be followed by {@link #leave}; keeps hostile sources from exhausting the stack. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw near("chunk has too many syntax levels");
        }
    }

    void leave() {
        depth--;
    }

    LuaSyntaxException expected(String kind) {
        return near("'" + kind + "' expected");
    }

    LuaSyntaxException near(String problem) {
        return lexer.error(problem, token.text());
    }
}
