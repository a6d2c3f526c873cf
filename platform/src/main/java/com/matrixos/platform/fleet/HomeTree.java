package com.matrixos.platform.fleet;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// Walks a home as its files are, without ever leaving it.
///
/// We may read every file of the machine, and who owns the home changes it while we walk: a folder can become a
/// link to `/etc` between the look and the step. So every step is taken from an open folder and follows no link
/// (`openat`, `O_NOFOLLOW`), which a path, however well checked, cannot promise.
public final class HomeTree {
    /// One open folder for each level; nobody's files are deeper.
    private static final int DEEPEST = 100;

    private HomeTree() {}

    /// Hears of what is there, in no order. What it throws ends the walk.
    public interface Visitor {
        /// A regular file. Links, sockets, pipes and devices are not told of.
        ///
        /// @param path from the home on, with `/` between names
        void file(String path, BasicFileAttributes attributes, Opener opener) throws IOException;

        /// Something that could not be read.
        void unreadable(String path);
    }

    /// Opens a file to be read.
    @FunctionalInterface
    public interface Opener {
        /// Opens the very file, unless it has become a link since.
        SeekableByteChannel open() throws IOException;
    }

    /// Walks it all.
    ///
    /// @throws IOException when the home cannot be opened, or the visitor throws it
    public static void walk(Path home, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(home)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this file system cannot be walked safely: " + home);
            }
            walk(secure, "", 0, visitor);
        }
    }

    private static void walk(SecureDirectoryStream<Path> folder, String prefix, int depth, Visitor visitor)
            throws IOException {
        try {
            for (Path entry : folder) {
                Path name = entry.getFileName();
                visit(folder, name, prefix + name, depth, visitor);
            }
        } catch (DirectoryIteratorException _) {
            visitor.unreadable(prefix);
        }
    }

    private static void visit(SecureDirectoryStream<Path> folder, Path name, String path, int depth, Visitor visitor)
            throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        } catch (IOException _) {
            visitor.unreadable(path);
            return;
        }
        if (attributes.isRegularFile()) {
            visitor.file(path, attributes, () -> open(folder, name));
        } else if (attributes.isDirectory()) {
            descend(folder, name, path, depth, visitor);
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static void descend(SecureDirectoryStream<Path> folder, Path name, String path, int depth, Visitor visitor)
            throws IOException {
        if (depth == DEEPEST) {
            visitor.unreadable(path + "/");
            return;
        }
        SecureDirectoryStream<Path> below;
        try {
            below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            visitor.unreadable(path + "/");
            return;
        }
        try (below) {
            walk(below, path + "/", depth + 1, visitor);
        }
    }
}
