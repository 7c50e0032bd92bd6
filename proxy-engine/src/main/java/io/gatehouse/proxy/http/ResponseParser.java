package io.gatehouse.proxy.http;

/** Parses response heads as strictly as requests: an upstream that can be read in two ways is not relayed. */
final class ResponseParser {
    private static final int HEAD_LIMIT = 65536;
    private static final int STATUS_LINE_LIMIT = 1024;
    // "HTTP/1.1 200"
    private static final int SHORTEST_STATUS_LINE = 12;

    private ResponseParser() {}

    static ParseResult parse(ResponseHead head) {
        byte[] bytes = head.headers.bytes();
        int size = head.headers.size();
        if (!head.lineParsed) {
            ParseResult line = parseStatusLine(head, bytes, size);
            if (line != ParseResult.COMPLETE) {
                return line;
            }
            head.lineParsed = true;
        }
        return parseHeaders(head, bytes, size);
    }

    private static ParseResult parseStatusLine(ResponseHead head, byte[] bytes, int size) {
        if (size < SHORTEST_STATUS_LINE) {
            return startsLikeHttp(bytes, size) ? ParseResult.NEED_MORE : ParseResult.REFUSED;
        }
        if (!startsLikeHttp(bytes, size)
                || bytes[8] != ' '
                || !isDigit(bytes[7])
                || !isDigit(bytes[9])
                || !isDigit(bytes[10])
                || !isDigit(bytes[11])) {
            return ParseResult.REFUSED;
        }
        int at = SHORTEST_STATUS_LINE;
        int reason = at < size && bytes[at] == ' ' ? at + 1 : at;
        while (at < size && bytes[at] != '\r' && bytes[at] != '\n' && bytes[at] != 0) {
            at++;
        }
        if (at + 1 >= size) {
            return at < size && bytes[at] != '\r' || size > STATUS_LINE_LIMIT
                    ? ParseResult.REFUSED
                    : ParseResult.NEED_MORE;
        }
        if (bytes[at] != '\r' || bytes[at + 1] != '\n' || reason == SHORTEST_STATUS_LINE && at > reason) {
            return ParseResult.REFUSED;
        }
        head.status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        if (head.status < 100) {
            return ParseResult.REFUSED;
        }
        head.minorVersion = bytes[7] - '0';
        head.reasonStart = Math.min(reason, at);
        head.reasonEnd = at;
        head.position = at + 2;
        return ParseResult.COMPLETE;
    }

    private static boolean startsLikeHttp(byte[] bytes, int size) {
        String start = "HTTP/1.";
        for (int i = 0; i < Math.min(size, start.length()); i++) {
            if (bytes[i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static ParseResult parseHeaders(ResponseHead head, byte[] bytes, int size) {
        HeaderBlock headers = head.headers;
        while (true) {
            int at = head.position;
            if (at > HEAD_LIMIT) {
                return ParseResult.REFUSED;
            }
            if (at < size && bytes[at] == '\r') {
                if (at + 1 == size) {
                    return ParseResult.NEED_MORE;
                }
                if (bytes[at + 1] != '\n') {
                    return ParseResult.REFUSED;
                }
                head.position = at + 2;
                return head.chunked && (head.contentLength >= 0 || head.minorVersion == 0)
                        ? ParseResult.REFUSED
                        : ParseResult.COMPLETE;
            }
            int next = HeaderLines.parseLine(headers, at, HEAD_LIMIT, true);
            if (next == HeaderLines.MORE) {
                return size > HEAD_LIMIT ? ParseResult.REFUSED : ParseResult.NEED_MORE;
            }
            if (next < 0 || !note(head, headers, headers.count() - 1)) {
                return ParseResult.REFUSED;
            }
            head.position = next;
        }
    }

    private static boolean note(ResponseHead head, HeaderBlock headers, int line) {
        switch (headers.known(line)) {
            case CONTENT_LENGTH -> {
                if (head.contentLength >= 0) {
                    return false;
                }
                head.contentLength = Decimal.parse(headers.bytes(), headers.valueStart(line), headers.valueEnd(line));
                return head.contentLength >= 0;
            }
            case TRANSFER_ENCODING -> {
                if (head.chunked) {
                    return false;
                }
                head.chunked = headers.valueIs(line, "chunked");
                return head.chunked;
            }
            default -> {
                return true;
            }
        }
    }
}
