package io.gatehouse.proxy.node;

import io.gatehouse.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The declarative configuration that the settings name.
 *
 * @param source what it is, for messages
 * @param reader reads its text anew each time, or throws a {@link StartException}
 */
record DeclaredFile(String source, Supplier<String> reader) {

    /** Empty when the settings name none. */
    static Optional<DeclaredFile> of(Settings settings) {
        Optional<Path> file = settings.text("declarative_config").map(Path::of);
        if (file.isPresent()) {
            return Optional.of(new DeclaredFile("file " + file.get(), () -> read(file.get())));
        }
        return settings.text("declarative_config_string").map(text -> new DeclaredFile("string", () -> text));
    }

    /** @throws StartException when it cannot be read */
    String text() {
        return reader.get();
    }

    /** The refusal of a text that was read. */
    StartException refused(RuntimeException why) {
        return new StartException(problem(source) + why.getMessage(), why);
    }

    private static String read(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith("json") && !name.endsWith("yml") && !name.endsWith("yaml")) {
            throw new StartException(
                    problem("file " + file) + "unknown file type: " + name + ". (Accepted types: json, yaml)");
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new StartException(problem("file " + file) + "cannot be read: " + unreadable, unreadable);
        }
    }

    private static String problem(String source) {
        return "error parsing declarative config " + source + ":\n";
    }
}
