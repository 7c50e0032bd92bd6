package io.gatehouse.proxy.exchange;

import java.util.Optional;

/** The forms in which the gateway words an error. */
public enum ErrorType {
    JSON("application/json; charset=utf-8"),
    HTML("text/html; charset=utf-8"),
    XML("application/xml; charset=utf-8"),
    PLAIN("text/plain; charset=utf-8"),
    /** What Kong answers to {@code Accept: application/grpc} over HTTP/1.1: no media type, no body. */
    GRPC("");

    private final String contentType;

    ErrorType(String contentType) {
        this.contentType = contentType;
    }

    /** The value of {@code Content-Type}. */
    public String contentType() {
        return contentType;
    }

    /** The form for a media range; compared with case. Empty for one that is not known. */
    static Optional<ErrorType> ofMediaType(String range) {
        return switch (range) {
            case "application/json", "application/*", "*/*" -> Optional.of(JSON);
            case "text/html" -> Optional.of(HTML);
            case "text/plain", "text/*" -> Optional.of(PLAIN);
            case "application/xml" -> Optional.of(XML);
            case "application/grpc" -> Optional.of(GRPC);
            default -> Optional.empty();
        };
    }

    /** The body that the gateway gives where the settings name no other. */
    ErrorTemplate template() {
        return ErrorTemplate.of(
                switch (this) {
                    case JSON -> "{\n  \"message\":\"%s\",\n  \"request_id\":\"%s\"\n}";
                    case HTML -> """
                    <!doctype html>
                    <html>
                      <head>
                        <meta charset="utf-8">
                        <title>Error</title>
                      </head>
                      <body>
                        <h1>Error</h1>
                        <p>%s.</p>
                        <p>request_id: %s</p>
                      </body>
                    </html>
                    """;
                    case XML -> """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <error>
                      <message>%s</message>
                      <requestid>%s</requestid>
                    </error>
                    """;
                    case PLAIN -> "%s\nrequest_id: %s\n";
                    case GRPC -> "";
                });
    }

    /** A text as it may stand in a body of this type. */
    String escape(String text) {
        return switch (this) {
            case JSON -> escapeJson(text);
            case HTML, XML -> escapeMarkup(text);
            case PLAIN, GRPC -> text;
        };
    }

    private static String escapeMarkup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String escapeJson(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
