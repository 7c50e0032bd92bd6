package io.gatehouse.proxy.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;

/**
 * A file beside the LMDB file that tells its length and checksum. It is removed before a commit and written after it, so
 * a seal that is there and does not fit means damage, and one that is not there means that the process was cut off.
 */
final class CacheSeal {

    enum Verdict {
        INTACT,
        BROKEN,
        MISSING
    }

    private static final String NAME = "seal";

    private CacheSeal() {}

    static Verdict check(Path directory) throws IOException {
        Path seal = directory.resolve(NAME);
        if (!Files.exists(seal)) {
            return Verdict.MISSING;
        }
        return Files.readString(seal, UTF_8).equals(describe(directory)) ? Verdict.INTACT : Verdict.BROKEN;
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    static void write(Path directory) throws IOException {
        Path draft = directory.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(UTF_8.encode(describe(directory)));
            channel.force(true);
        }
        Files.move(draft, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String describe(Path directory) throws IOException {
        CRC32C crc = new CRC32C();
        long length = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(CacheStore.dataFile(directory), StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                length += buffer.remaining();
                crc.update(buffer);
                buffer.clear();
            }
        }
        return "length=" + length + "\ncrc32c=" + Long.toHexString(crc.getValue()) + "\n";
    }
}
