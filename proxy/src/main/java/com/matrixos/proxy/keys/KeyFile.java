package com.matrixos.proxy.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file of keys that its owner may change at any time:
///
/// ```
/// file = *( line LF )
/// line = *blank [ key *blank ] | *blank "#" anything      key = visible ASCII characters
/// ```
///
/// Calls block; for one thread at a time.
final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    /// Hundreds of keys; what is larger is another file.
    private static final int MAX_BYTES = 64 * 1024;

    /// Differs when the file does. The inode is part of it, because keys are all of one length and a file moved
    /// into place brings its own time.
    private record Version(
            FileTime modified, long size, @Nullable Object inode) {}

    private final Path file;
    private @Nullable Version known;
    private boolean failing;

    KeyFile(Path file) {
        this.file = file;
    }

    /// The keys, if the file is another than at the last call and has any. A file that cannot be read or has
    /// none is in the log once, until it is well again.
    Optional<List<Key>> changed() {
        try {
            // Looked at before it is read: what is written in between makes it another at the next call.
            Version version = version();
            if (version.equals(known)) {
                return Optional.empty();
            }
            List<Key> keys = read();
            known = version;
            failing = false;
            return Optional.of(keys);
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("keys not read, keeping those there are file={} reason={}", file, e.toString());
            }
            // Read again until it is well: rights that are given back leave time and size as they were.
            known = null;
            failing = true;
            return Optional.empty();
        }
    }

    private Version version() throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private List<Key> read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        List<Key> keys = keys(new String(bytes, StandardCharsets.UTF_8));
        if (keys.isEmpty()) {
            throw new IOException("it has no keys");
        }
        return keys;
    }

    /// All or none: a line that is no key means that somebody is still writing, or that this is another file.
    private static List<Key> keys(String text) throws IOException {
        try {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Key::new)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
