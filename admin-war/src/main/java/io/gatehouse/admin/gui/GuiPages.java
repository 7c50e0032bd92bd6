package io.gatehouse.admin.gui;

import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Answers requests for pages. */
@ApplicationScoped
public class GuiPages {
    /** Stands in files for the path under which they are served. */
    private static final String BASE_MARK = "/__km_base__/";

    private static final Duration KEPT = Duration.ofDays(90);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    @Inject
    private Settings settings;

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Frame-Options", "sameorigin");
        response.setHeader("X-XSS-Protection", "1; mode=block");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Permitted-Cross-Domain-Policies", "master-only");
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            send(request, response, 405, "{\"message\":\"Method not allowed\"}");
            return;
        }
        Optional<String> path = relative(request.getRequestURI());
        if (path.filter(GuiScript.NAME::equals).isPresent()) {
            response.setHeader("Cache-Control", "no-cache");
            response.setContentType("application/javascript; charset=UTF-8");
            write(request, response, GuiScript.of(settings).getBytes(StandardCharsets.UTF_8));
            return;
        }
        Optional<GuiFiles.Found> file =
                path.flatMap(relative -> settings.guiFolder().flatMap(folder -> new GuiFiles(folder).find(relative)));
        if (file.isPresent()) {
            send(request, response, file.get());
        } else {
            send(request, response, 404, "{\"message\":\"Not found\"}");
        }
    }

    /** The path below the base path, decoded; empty for what lies beside it. */
    private Optional<String> relative(String uri) {
        String base = base();
        String below = uri + (uri.equals(base.substring(0, base.length() - 1)) ? "/" : "");
        if (!below.startsWith(base)) {
            return Optional.empty();
        }
        String encoded = below.substring(base.length());
        try {
            // plus is itself in a path
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The base path with a slash at its end. */
    private String base() {
        String path = settings.requiredText("admin_gui_path");
        return path.equals("/") ? path : path + "/";
    }

    private void send(HttpServletRequest request, HttpServletResponse response, GuiFiles.Found file)
            throws IOException {
        if (file.asset()) {
            response.setHeader("Cache-Control", "public, max-age=" + KEPT.toSeconds());
            response.setHeader(
                    "Expires", HTTP_DATE.format(Instant.now().plus(KEPT).atOffset(ZoneOffset.UTC)));
        } else {
            response.setHeader("Cache-Control", "no-store, no-cache, must-revalidate, proxy-revalidate, max-age=0");
        }
        response.setContentType(file.type());
        if (file.text()) {
            String text = Files.readString(file.path()).replace(BASE_MARK, base());
            write(request, response, text.getBytes(StandardCharsets.UTF_8));
        } else {
            response.setContentLengthLong(Files.size(file.path()));
            if (request.getMethod().equals("GET")) {
                Files.copy(file.path(), response.getOutputStream());
            }
        }
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, int status, String json)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        write(request, response, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
