package io.gatehouse.admin.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the file for a path. A single-page application has paths that are no files: they are its {@code index.html}, unless
 * they end like one of the files that pages load.
 */
final class GuiFiles {
    private static final String INDEX = "index.html";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=UTF-8"),
            Map.entry("js", "application/javascript; charset=UTF-8"),
            Map.entry("mjs", "application/javascript; charset=UTF-8"),
            Map.entry("css", "text/css; charset=UTF-8"),
            Map.entry("json", "application/json; charset=UTF-8"),
            Map.entry("map", "application/json; charset=UTF-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=UTF-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"));

    /** Loaded by pages under names that change with their content, so browsers may keep them. */
    private static final Set<String> ASSETS = Set.of(
            "js", "mjs", "css", "svg", "png", "jpg", "jpeg", "gif", "webp", "ico", "woff", "woff2", "ttf", "otf");

    private static final Set<String> TEXTS = Set.of("html", "js", "mjs", "css", "json", "map", "svg", "txt");

    private final Path folder;

    /**
     * A file to serve.
     *
     * @param type its media type
     * @param asset whether browsers may keep it
     * @param text whether it may mention its base path
     */
    record Found(Path path, String type, boolean asset, boolean text) {}

    GuiFiles(Path folder) {
        this.folder = folder;
    }

    /** @param path decoded, relative to the base path, without a slash in front */
    Optional<Found> find(String path) {
        Optional<Path> file = existing(path);
        if (file.isEmpty() && !ASSETS.contains(extension(path))) {
            file = existing(INDEX);
        }
        return file.map(GuiFiles::describe);
    }

    private Optional<Path> existing(String path) {
        try {
            Path file = folder.resolve(path).toRealPath();
            // nothing outside the folder, be it by dots or by links
            return Optional.of(file).filter(real -> Files.isRegularFile(real) && isInside(real));
        } catch (IOException | InvalidPathException absent) {
            return Optional.empty();
        }
    }

    private boolean isInside(Path real) {
        try {
            return real.startsWith(folder.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static Found describe(Path file) {
        String extension = extension(file.getFileName().toString());
        return new Found(
                file,
                TYPES.getOrDefault(extension, "application/octet-stream"),
                ASSETS.contains(extension),
                TEXTS.contains(extension));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
