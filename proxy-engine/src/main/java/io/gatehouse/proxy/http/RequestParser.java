package io.gatehouse.proxy.http;

import java.util.Set;

/**
 * Parses request heads strictly (RFC 9112 §3 to §6): what two servers could read in two ways is refused. Works on whole
 * lines, so that bytes that come one by one are looked at once for their line end and once for their content.
 */
final class RequestParser {
    private static final int LEADING_EMPTY_LINES = 4;

    private static final Set<String> UNUSED_METHODS = Set.of("TRACE", "CONNECT");
    private static final String[] METHODS = {"GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"};

    private RequestParser() {}

    static ParseResult parse(RequestHead head) {
        byte[] bytes = head.headers.bytes();
        int size = head.headers.size();
        if (!hasLineEnd(bytes, head.scanned, size)) {
            head.scanned = size;
            return tooLong(head, size) ? ParseResult.REFUSED : ParseResult.NEED_MORE;
        }
        head.scanned = size;
        if (!head.lineParsed) {
            ParseResult line = parseRequestLine(head, bytes, size);
            if (line != ParseResult.COMPLETE) {
                return line;
            }
            head.lineParsed = true;
        }
        return parseHeaders(head, bytes, size);
    }

    private static boolean hasLineEnd(byte[] bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private static boolean tooLong(RequestHead head, int size) {
        if (!head.lineParsed && size - head.position > head.limits.line()) {
            refuse(head, Refusal.TARGET_TOO_LONG);
            return true;
        }
        if (size - head.position > head.limits.line() || size > head.limits.head()) {
            refuse(head, Refusal.HEADERS_TOO_LARGE);
            return true;
        }
        if (!head.lineParsed && size > 0 && !mayStart(head.headers.bytes()[head.position])) {
            refuse(head, Refusal.BAD_REQUEST);
            return true;
        }
        return false;
    }

    private static boolean mayStart(byte b) {
        return isMethodByte(b) || b == '\r' || b == '\n';
    }

    private static boolean isMethodByte(byte b) {
        return b >= 'A' && b <= 'Z' || b == '-' || b == '_';
    }

    private static ParseResult parseRequestLine(RequestHead head, byte[] bytes, int size) {
        int at = head.position;
        // RFC 9112 §2.2: empty lines before a request are ignored
        while (at + 1 < size && bytes[at] == '\r' && bytes[at + 1] == '\n') {
            at += 2;
            if (at > 2 * LEADING_EMPTY_LINES) {
                return refuse(head, Refusal.BAD_REQUEST);
            }
        }
        head.position = at;
        if (at == size || at + 1 == size && bytes[at] == '\r') {
            return ParseResult.NEED_MORE;
        }
        int start = at;
        while (at < size && isMethodByte(bytes[at])) {
            at++;
        }
        if (at == size) {
            return tooLong(head, size) ? ParseResult.REFUSED : ParseResult.NEED_MORE;
        }
        if (at == start || bytes[at] != ' ') {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        head.method = method(bytes, start, at);
        head.methodEnd = at;
        at = skipSpaces(bytes, at, size);
        head.targetStart = at;
        at = parseTarget(head, bytes, at, size);
        if (at < 0) {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        if (at - start > head.limits.line()) {
            return refuse(head, Refusal.TARGET_TOO_LONG);
        }
        if (at == size) {
            return ParseResult.NEED_MORE;
        }
        head.targetEnd = at;
        if (head.pathEnd < 0) {
            head.pathEnd = at;
        }
        at = skipSpaces(bytes, at, size);
        return parseVersion(head, bytes, at, size);
    }

    private static int skipSpaces(byte[] bytes, int at, int size) {
        while (at < size && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private static String method(byte[] bytes, int start, int end) {
        for (String method : METHODS) {
            if (Ascii.equals(bytes, start, end, method)) {
                return method;
            }
        }
        return Ascii.text(bytes, start, end);
    }

    /** Finds the target's end and its path; a negative answer means a bad target. */
    private static int parseTarget(RequestHead head, byte[] bytes, int start, int size) {
        int at = start;
        if (at == size) {
            return at;
        }
        if (bytes[at] != '/') {
            at = skipAuthority(head, bytes, at, size);
            if (at < 0) {
                return at;
            }
        }
        head.pathStart = at;
        head.pathEnd = -1;
        for (; at < size; at++) {
            int c = bytes[at] & 0xff;
            if (c <= ' ' || c == 0x7f) {
                return at;
            }
            if (c == '?' && head.pathEnd < 0) {
                head.pathEnd = at;
            }
        }
        return at;
    }

    private static int skipAuthority(RequestHead head, byte[] bytes, int start, int size) {
        int at = start;
        while (at < size && Character.isLetter(bytes[at] & 0x7f) && bytes[at] > 0) {
            at++;
        }
        if (at + 2 >= size) {
            return isComplete(bytes, at, size) ? -1 : size;
        }
        if (at == start || bytes[at] != ':' || bytes[at + 1] != '/' || bytes[at + 2] != '/') {
            return -1;
        }
        at += 3;
        head.authorityStart = at;
        while (at < size && bytes[at] != '/' && bytes[at] != '?' && bytes[at] > ' ') {
            at++;
        }
        head.authorityEnd = at;
        if (at < size && !HostCheck.isValid(bytes, head.authorityStart, at)) {
            return -1;
        }
        return at;
    }

    private static boolean isComplete(byte[] bytes, int from, int size) {
        return hasLineEnd(bytes, from, size);
    }

    private static ParseResult parseVersion(RequestHead head, byte[] bytes, int at, int size) {
        // "HTTP/1.1" CRLF
        if (at + 10 > size) {
            return hasLineEnd(bytes, at, size) ? refuse(head, Refusal.BAD_REQUEST) : ParseResult.NEED_MORE;
        }
        if (bytes[at] != 'H'
                || bytes[at + 1] != 'T'
                || bytes[at + 2] != 'T'
                || bytes[at + 3] != 'P'
                || bytes[at + 4] != '/'
                || bytes[at + 6] != '.'
                || !isDigit(bytes[at + 5])
                || !isDigit(bytes[at + 7])) {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        int major = bytes[at + 5] - '0';
        int end = skipSpaces(bytes, at + 8, size);
        if (end + 1 >= size) {
            return hasLineEnd(bytes, end, size) ? refuse(head, Refusal.BAD_REQUEST) : ParseResult.NEED_MORE;
        }
        if (bytes[end] != '\r' || bytes[end + 1] != '\n' || major == 0) {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        if (major != 1 && !head.http2) {
            return refuse(head, Refusal.VERSION_UNKNOWN);
        }
        head.minorVersion = head.http2 ? 1 : bytes[at + 7] - '0';
        head.versionEnd = at + 8;
        head.position = end + 2;
        return ParseResult.COMPLETE;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static ParseResult parseHeaders(RequestHead head, byte[] bytes, int size) {
        HeaderBlock headers = head.headers;
        while (true) {
            int at = head.position;
            if (size > head.limits.head() && at > head.limits.head()) {
                return refuse(head, Refusal.HEADERS_TOO_LARGE);
            }
            if (at < size && bytes[at] == '\r') {
                if (at + 1 == size) {
                    return ParseResult.NEED_MORE;
                }
                if (bytes[at + 1] != '\n') {
                    return refuse(head, Refusal.BAD_REQUEST);
                }
                head.position = at + 2;
                return finish(head);
            }
            int before = headers.count();
            int next = HeaderLines.parseLine(headers, at, head.limits.line(), false);
            if (next < 0) {
                if (next == HeaderLines.MORE) {
                    return tooLong(head, size) ? ParseResult.REFUSED : ParseResult.NEED_MORE;
                }
                return refuse(head, next == HeaderLines.TOO_LARGE ? Refusal.HEADERS_TOO_LARGE : Refusal.BAD_REQUEST);
            }
            head.position = next;
            if (headers.count() > before) {
                Refusal refusal = note(head, headers, before);
                if (refusal != null) {
                    return refuse(head, refusal);
                }
            }
        }
    }

    /** Takes in the headers that frame the message; a refusal, or null when the line is fine. */
    private static Refusal note(RequestHead head, HeaderBlock headers, int line) {
        switch (headers.known(line)) {
            case HOST -> {
                if (head.hostLine >= 0
                        || !HostCheck.isValid(headers.bytes(), headers.valueStart(line), headers.valueEnd(line))) {
                    return Refusal.BAD_REQUEST;
                }
                head.hostLine = line;
            }
            case CONTENT_LENGTH -> {
                if (head.contentLength >= 0) {
                    return Refusal.BAD_REQUEST;
                }
                head.contentLength = Decimal.parse(headers.bytes(), headers.valueStart(line), headers.valueEnd(line));
                if (head.contentLength < 0) {
                    return Refusal.BAD_REQUEST;
                }
            }
            case TRANSFER_ENCODING -> {
                if (head.chunked) {
                    return Refusal.BAD_REQUEST;
                }
                if (!headers.valueIs(line, "chunked")) {
                    return Refusal.TRANSFER_CODING_UNKNOWN;
                }
                head.chunked = true;
            }
            case EXPECT -> head.expectsContinue |= headers.valueIs(line, "100-continue");
            default -> {}
        }
        return null;
    }

    private static ParseResult finish(RequestHead head) {
        // RFC 9112 §6.1 and §6.3: both lengths, or chunks from an HTTP/1.0 client, are signs of smuggling
        if (head.chunked && (head.contentLength >= 0 || head.minorVersion == 0)) {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        if (head.hostLine < 0 && head.minorVersion > 0) {
            return refuse(head, Refusal.BAD_REQUEST);
        }
        if (UNUSED_METHODS.contains(head.method)) {
            return refuse(head, Refusal.METHOD_NOT_ALLOWED);
        }
        head.expectsContinue &= head.minorVersion > 0;
        return ParseResult.COMPLETE;
    }

    private static ParseResult refuse(RequestHead head, Refusal refusal) {
        head.refusal = refusal;
        return ParseResult.REFUSED;
    }
}
