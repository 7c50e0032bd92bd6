package io.gatehouse.model.lua;

/** Why a text is no Lua: {@code [string "x ="]:1: unexpected symbol near '<eof>'}. */
public final class LuaSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LuaSyntaxException(String message) {
        super(message, null, false, false);
    }
}
