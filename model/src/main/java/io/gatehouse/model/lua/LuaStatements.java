package io.gatehouse.model.lua;

import java.util.Set;

/** The statements of the grammar. */
final class LuaStatements {
    private static final Set<String> BLOCK_ENDS = Set.of(LuaToken.END, "end", "else", "elseif", "until");

    private final LuaTokens tokens;
    private final LuaExpressions expressions;
    private final LuaJumps jumps = new LuaJumps();

    LuaStatements(LuaTokens tokens) {
        this.tokens = tokens;
        this.expressions = new LuaExpressions(tokens, this::functionBody);
    }

    /** A whole source. */
    void chunk() {
        block(true, false);
        if (!tokens.at(LuaToken.END)) {
            throw tokens.expected(LuaToken.END);
        }
    }

    private void block(boolean function, boolean loop) {
        jumps.open(function, loop);
        statements();
        closeBlock();
    }

    private void closeBlock() {
        String missing = jumps.close();
        if (missing != null) {
            throw tokens.near("undefined label '" + missing + "'");
        }
    }

    private void statements() {
        tokens.enter();
        boolean last = false;
        while (!last && !BLOCK_ENDS.contains(tokens.kind())) {
            last = statement();
        }
        tokens.leave();
    }

    /** Reads a statement; answers whether it must be the last one of its block. */
    private boolean statement() {
        int line = tokens.line();
        switch (tokens.kind()) {
            case "if" -> ifStatement(line);
            case "while" -> {
                tokens.advance();
                expressions.expression();
                tokens.expect("do");
                block(false, true);
                tokens.close("end", "while", line);
            }
            case "do" -> {
                tokens.advance();
                block(false, false);
                tokens.close("end", "do", line);
            }
            case "for" -> forStatement(line);
            case "repeat" -> repeat(line);
            case "function" -> functionStatement(line);
            case "local" -> local(line);
            case "return" -> {
                tokens.advance();
                if (!BLOCK_ENDS.contains(tokens.kind()) && !tokens.at(";")) {
                    expressions.expressions();
                }
                tokens.accept(";");
                return true;
            }
            case "break" -> {
                if (!jumps.inLoop()) {
                    throw tokens.near("no loop to break");
                }
                tokens.advance();
            }
            case "goto" -> {
                tokens.advance();
                jumps.jump(tokens.name());
            }
            case "::" -> label();
            case ";" -> tokens.advance();
            default -> callOrAssignment();
        }
        return false;
    }

    private void ifStatement(int line) {
        do {
            tokens.advance();
            expressions.expression();
            tokens.expect("then");
            block(false, false);
        } while (tokens.at("elseif"));
        if (tokens.accept("else")) {
            block(false, false);
        }
        tokens.close("end", "if", line);
    }

    private void forStatement(int line) {
        tokens.advance();
        tokens.name();
        if (tokens.accept("=")) {
            expressions.expression();
            tokens.expect(",");
            expressions.expression();
            if (tokens.accept(",")) {
                expressions.expression();
            }
        } else if (tokens.at(",") || tokens.at("in")) {
            while (tokens.accept(",")) {
                tokens.name();
            }
            tokens.expect("in");
            expressions.expressions();
        } else {
            throw tokens.near("'=' or 'in' expected");
        }
        tokens.expect("do");
        block(false, true);
        tokens.close("end", "for", line);
    }

    private void repeat(int line) {
        tokens.advance();
        jumps.open(false, true);
        statements();
        tokens.close("until", "repeat", line);
        // the condition sees the variables of the block
        expressions.expression();
        closeBlock();
    }

    private void functionStatement(int line) {
        tokens.advance();
        tokens.name();
        while (tokens.accept(".")) {
            tokens.name();
        }
        if (tokens.accept(":")) {
            tokens.name();
        }
        functionBody(line);
    }

    private void local(int line) {
        tokens.advance();
        if (tokens.accept("function")) {
            tokens.name();
            functionBody(line);
            return;
        }
        do {
            tokens.name();
        } while (tokens.accept(","));
        if (tokens.accept("=")) {
            expressions.expressions();
        }
    }

    private void label() {
        tokens.advance();
        String name = tokens.name();
        if (!jumps.label(name)) {
            throw tokens.near("duplicate label '" + name + "'");
        }
        tokens.expect("::");
    }

    private void callOrAssignment() {
        LuaExpressions.Primary first = expressions.suffixed();
        if (first != LuaExpressions.Primary.CALL) {
            assignment(first);
        }
    }

    private void assignment(LuaExpressions.Primary target) {
        LuaExpressions.Primary current = target;
        tokens.enter();
        while (true) {
            if (current != LuaExpressions.Primary.VARIABLE) {
                throw tokens.near("syntax error");
            }
            if (!tokens.accept(",")) {
                break;
            }
            current = expressions.suffixed();
        }
        tokens.expect("=");
        expressions.expressions();
        tokens.leave();
    }

    private void functionBody(int line) {
        boolean varargs = false;
        tokens.expect("(");
        if (!tokens.at(")")) {
            do {
                if (tokens.accept("...")) {
                    varargs = true;
                    break;
                }
                tokens.name();
            } while (tokens.accept(","));
        }
        tokens.expect(")");
        boolean outer = expressions.varargs(varargs);
        block(true, false);
        tokens.close("end", "function", line);
        expressions.varargs(outer);
    }
}
