package io.gatehouse.model.lua;

/**
 * A piece of Lua source.
 *
 * @param kind what it is; keywords and symbols are kinds of their own, by their text
 * @param text as written
 * @param line line it ends on, from 1
 */
record LuaToken(String kind, String text, int line) {
    static final String NAME = "<name>";
    static final String NUMBER = "<number>";
    static final String STRING = "<string>";
    static final String END = "<eof>";

    boolean is(String wanted) {
        return kind.equals(wanted);
    }
}
