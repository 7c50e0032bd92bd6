package io.gatehouse.liberty.tls;

import io.gatehouse.model.pki.PemValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers when the files behind settings' values were changed. Not safe for use by several threads. */
final class PemTimes {
    private final List<String> values;
    private Map<Path, FileTime> seen = Map.of();

    /** @param values each a path, or PEM text or base64, which never changes */
    PemTimes(List<String> values) {
        this.values = List.copyOf(values);
    }

    /**
     * Tells whether a file has changed since the last call; the first call says yes.
     *
     * @throws IOException when a file is not there
     */
    boolean changed() throws IOException {
        Map<Path, FileTime> now = new HashMap<>();
        for (String value : values) {
            Path path = PemValue.of(value).path().orElse(null);
            if (path != null) {
                now.put(path, Files.getLastModifiedTime(path));
            }
        }
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }
}
