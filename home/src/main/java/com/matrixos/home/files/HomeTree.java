package com.matrixos.home.files;

import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// The folder tree of the home, entered by relative path and never left: neither by `..` nor by a symbolic link.
final class HomeTree {
    /// As long as Linux takes them.
    private static final int MAX_PATH = 4096;

    private final Path root;

    /// @param home an existing folder
    HomeTree(Path home) {
        try {
            this.root = home.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("resolve the home " + home, e);
        }
    }

    /// The real path of what exists under this name, links followed.
    ///
    /// @param name relative to the home; empty for the home itself
    /// @throws ProblemException 400 naming `path`, or 404 alike for what is missing and what leads out of the home
    Path find(String name) {
        Path wanted = inside(name);
        try {
            Path real = wanted.toRealPath();
            if (!real.startsWith(root)) {
                throw notFound(name);
            }
            return real;
        } catch (AccessDeniedException e) {
            throw unreadable(name);
        } catch (FileSystemException e) {
            // Missing, a file where a folder should be, a loop of links, a name that is too long: nothing is there.
            throw notFound(name);
        } catch (IOException e) {
            throw new UncheckedIOException("resolve " + wanted, e);
        }
    }

    /// Says that nothing is there.
    static ProblemException notFound(String name) {
        return Problem.of("file-not-found", 404, "There is no such file", "no such file: " + name)
                .exception();
    }

    /// Says that it is there and may not be read.
    static ProblemException unreadable(String name) {
        return Problem.of("file-unreadable", 403, "The file may not be read", "no permission to read: " + name)
                .exception();
    }

    private Path inside(String name) {
        if (name.length() > MAX_PATH) {
            throw Call.badRequest("path", "path must not exceed " + MAX_PATH + " characters");
        }
        if (name.startsWith("/")) {
            throw Call.badRequest("path", "path must be relative to the home");
        }
        if (List.of(name.split("/", -1)).contains("..")) {
            throw Call.badRequest("path", "path must not contain ..");
        }
        try {
            return root.resolve(name);
        } catch (InvalidPathException e) {
            throw Call.badRequest("path", "path is not a valid file name: " + e.getReason());
        }
    }
}
