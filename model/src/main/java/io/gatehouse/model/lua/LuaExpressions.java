package io.gatehouse.model.lua;

import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** The expressions of the grammar. */
final class LuaExpressions {
    private static final int UNARY_PRIORITY = 8;
    /** Left and right priority of the binary operators; a lower right one makes an operator right associative. */
    private static final Map<String, int[]> OPERATORS = Map.ofEntries(
            Map.entry("or", new int[] {1, 1}),
            Map.entry("and", new int[] {2, 2}),
            Map.entry("<", new int[] {3, 3}),
            Map.entry(">", new int[] {3, 3}),
            Map.entry("<=", new int[] {3, 3}),
            Map.entry(">=", new int[] {3, 3}),
            Map.entry("~=", new int[] {3, 3}),
            Map.entry("==", new int[] {3, 3}),
            Map.entry("..", new int[] {5, 4}),
            Map.entry("+", new int[] {6, 6}),
            Map.entry("-", new int[] {6, 6}),
            Map.entry("*", new int[] {7, 7}),
            Map.entry("/", new int[] {7, 7}),
            Map.entry("%", new int[] {7, 7}),
            Map.entry("^", new int[] {10, 9}));

    private static final Set<String> CONSTANTS = Set.of(LuaToken.NUMBER, LuaToken.STRING, "nil", "true", "false");

    /** What an expression turned out to be, as far as statements care. */
    enum Primary {
        VARIABLE,
        CALL,
        VALUE
    }

    private final LuaTokens tokens;
    private final IntConsumer functionBody;
    private boolean varargs = true;

    /** @param functionBody reads parameters and body of a function that began on the line given */
    LuaExpressions(LuaTokens tokens, IntConsumer functionBody) {
        this.tokens = tokens;
        this.functionBody = functionBody;
    }

    /** Says whether the function at hand has {@code ...}; answers what was said of the one around it. */
    boolean varargs(boolean present) {
        boolean outer = varargs;
        varargs = present;
        return outer;
    }

    /** One or more, with commas between them. */
    void expressions() {
        do {
            expression();
        } while (tokens.accept(","));
    }

    void expression() {
        binary(0);
    }

    /** An expression of operators that bind tighter than {@code limit}. */
    private void binary(int limit) {
        tokens.enter();
        if (tokens.at("not") || tokens.at("-") || tokens.at("#")) {
            tokens.advance();
            binary(UNARY_PRIORITY);
        } else {
            simple();
        }
        for (int[] priority = OPERATORS.get(tokens.kind());
                priority != null && priority[0] > limit;
                priority = OPERATORS.get(tokens.kind())) {
            tokens.advance();
            binary(priority[1]);
        }
        tokens.leave();
    }

    private void simple() {
        if (CONSTANTS.contains(tokens.kind())) {
            tokens.advance();
        } else if (tokens.at("...")) {
            if (!varargs) {
                throw tokens.near("cannot use '...' outside a vararg function");
            }
            tokens.advance();
        } else if (tokens.at("{")) {
            table();
        } else if (tokens.at("function")) {
            int line = tokens.line();
            tokens.advance();
            functionBody.accept(line);
        } else {
            suffixed();
        }
    }

    /** A variable, a call, or an expression in parentheses. */
    Primary suffixed() {
        int line = tokens.line();
        Primary primary;
        if (tokens.accept("(")) {
            expression();
            tokens.close(")", "(", line);
            primary = Primary.VALUE;
        } else if (tokens.at(LuaToken.NAME)) {
            tokens.advance();
            primary = Primary.VARIABLE;
        } else {
            throw tokens.near("unexpected symbol");
        }
        while (true) {
            switch (tokens.kind()) {
                case "." -> {
                    tokens.advance();
                    tokens.name();
                    primary = Primary.VARIABLE;
                }
                case "[" -> {
                    tokens.advance();
                    expression();
                    tokens.expect("]");
                    primary = Primary.VARIABLE;
                }
                case ":" -> {
                    tokens.advance();
                    tokens.name();
                    arguments();
                    primary = Primary.CALL;
                }
                case "(", "{", LuaToken.STRING -> {
                    arguments();
                    primary = Primary.CALL;
                }
                default -> {
                    return primary;
                }
            }
        }
    }

    private void arguments() {
        int line = tokens.line();
        if (tokens.at(LuaToken.STRING)) {
            tokens.advance();
        } else if (tokens.at("{")) {
            table();
        } else if (tokens.accept("(")) {
            if (!tokens.at(")")) {
                expressions();
            }
            tokens.close(")", "(", line);
        } else {
            throw tokens.near("function arguments expected");
        }
    }

    private void table() {
        int line = tokens.line();
        tokens.expect("{");
        while (!tokens.at("}")) {
            if (tokens.accept("[")) {
                expression();
                tokens.expect("]");
                tokens.expect("=");
            } else if (tokens.at(LuaToken.NAME) && tokens.nextIs("=")) {
                tokens.advance();
                tokens.advance();
            }
            expression();
            if (!tokens.accept(",") && !tokens.accept(";")) {
                break;
            }
        }
        tokens.close("}", "{", line);
    }
}
