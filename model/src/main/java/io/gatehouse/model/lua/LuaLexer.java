package io.gatehouse.model.lua;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Splits Lua source into tokens, by the rules of Lua 5.1 with the additions of LuaJIT. Positions move forward only. */
final class LuaLexer {
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "goto",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");
    /** Longer ones first. */
    private static final List<String> SYMBOLS = List.of(
            "...", "..", "==", "~=", "<=", ">=", "::", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{",
            "}", "[", "]", ";", ":", ",", ".");

    private static final Pattern NUMBER =
            Pattern.compile("(?:0[xX](?:\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)(?:[pP][+-]?\\d+)?|0[bB][01]+"
                    + "|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)(?i:u?ll|i)?");
    private static final String SIMPLE_ESCAPES = "abfnrtv\\\"'\n\r";

    private final String source;
    private final String chunk;
    private int at;
    private int line = 1;

    /** @param chunk name of the source in messages */
    LuaLexer(String source, String chunk) {
        this.source = source;
        this.chunk = chunk;
        if (peek(0) == '#') {
            skipLine();
        }
    }

    /** The next token; at the end always the same. */
    LuaToken next() {
        skipBlanks();
        int start = at;
        if (at >= source.length()) {
            return new LuaToken(LuaToken.END, LuaToken.END, line);
        }
        char c = source.charAt(at);
        if (isNameStart(c)) {
            return name(start);
        }
        if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            return number(start);
        }
        if (c == '"' || c == '\'') {
            return string(start, c);
        }
        if (c == '[' && (peek(1) == '[' || peek(1) == '=')) {
            longText("string");
            return token(LuaToken.STRING, start);
        }
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol, at)) {
                at += symbol.length();
                return token(symbol, start);
            }
        }
        throw error("unexpected symbol", String.valueOf(c));
    }

    /** A failure at the current line. */
    LuaSyntaxException error(String problem, String near) {
        return new LuaSyntaxException(chunk + ":" + line + ": " + problem + " near '" + near + "'");
    }

    private LuaToken token(String kind, int start) {
        return new LuaToken(kind, source.substring(start, at), line);
    }

    private LuaToken name(int start) {
        while (isNameStart(peek(0)) || isDigit(peek(0))) {
            at++;
        }
        String name = source.substring(start, at);
        return token(KEYWORDS.contains(name) ? name : LuaToken.NAME, start);
    }

    private LuaToken number(int start) {
        boolean hex = peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X');
        char previous = 0;
        for (char c = peek(0); isNameStart(c) || isDigit(c) || c == '.' || isSign(c, previous, hex); c = peek(0)) {
            previous = c;
            at++;
        }
        String number = source.substring(start, at);
        if (!NUMBER.matcher(number).matches()) {
            throw error("malformed number", number);
        }
        return token(LuaToken.NUMBER, start);
    }

    private static boolean isSign(char c, char previous, boolean hex) {
        char exponent = Character.toLowerCase(previous);
        return (c == '+' || c == '-') && exponent == (hex ? 'p' : 'e');
    }

    private LuaToken string(int start, char quote) {
        at++;
        while (peek(0) != quote || at >= source.length()) {
            if (at >= source.length()) {
                throw error("unfinished string", LuaToken.END);
            }
            char c = source.charAt(at);
            if (c == '\n' || c == '\r') {
                throw error("unfinished string", source.substring(start, at));
            }
            if (c == '\\') {
                escape(start);
            } else {
                at++;
            }
        }
        at++;
        return token(LuaToken.STRING, start);
    }

    private void escape(int start) {
        at++;
        char c = peek(0);
        if (SIMPLE_ESCAPES.indexOf(c) >= 0 && at < source.length()) {
            countLine(c);
            at++;
        } else if (c == 'z') {
            at++;
            while (Character.isWhitespace(peek(0)) && at < source.length()) {
                countLine(peek(0));
                at++;
            }
        } else if (c == 'x' && isHex(peek(1)) && isHex(peek(2))) {
            at += 3;
        } else if (c == 'u' && peek(1) == '{' && isHex(peek(2))) {
            at = source.indexOf('}', at) < 0 ? source.length() : source.indexOf('}', at) + 1;
        } else if (isDigit(c)) {
            int digits = 1;
            while (digits < 3 && isDigit(peek(digits))) {
                digits++;
            }
            if (Integer.parseInt(source.substring(at, at + digits)) > 255) {
                throw error("invalid escape sequence", source.substring(start, at + digits));
            }
            at += digits;
        } else if (at < source.length()) {
            throw error("invalid escape sequence", source.substring(start, at + 1));
        }
    }

    /** Passes {@code [[...]]} or {@code [==[...]==]}. */
    private void longText(String what) {
        int start = at;
        at++;
        while (peek(0) == '=') {
            at++;
        }
        if (peek(0) != '[') {
            throw error("invalid long string delimiter", source.substring(start, at));
        }
        String close = "]" + "=".repeat(at - start - 1) + "]";
        at++;
        while (!source.startsWith(close, at)) {
            if (at >= source.length()) {
                throw error("unfinished long " + what, LuaToken.END);
            }
            countLine(source.charAt(at));
            at++;
        }
        at += close.length();
    }

    private void skipBlanks() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                countLine(c);
                at++;
            } else if (source.startsWith("--", at)) {
                at += 2;
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int level = at + 1;
        while (level < source.length() && source.charAt(level) == '=') {
            level++;
        }
        if (peek(0) == '[' && level < source.length() && source.charAt(level) == '[') {
            longText("comment");
        } else {
            skipLine();
        }
    }

    private void skipLine() {
        while (at < source.length() && source.charAt(at) != '\n') {
            at++;
        }
    }

    private void countLine(char c) {
        if (c == '\n') {
            line++;
        }
    }

    private char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : 0;
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
