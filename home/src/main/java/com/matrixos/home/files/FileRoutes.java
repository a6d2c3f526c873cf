package com.matrixos.home.files;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// `GET /api/files?path=` and `GET /files/{path}`.
public final class FileRoutes {
    private final HomeTree tree;

    /// @param home an existing folder
    public FileRoutes(Path home) {
        this.tree = new HomeTree(home);
    }

    /// Adds both routes.
    public void addTo(Routes routes) {
        routes.get("/api/files", this::list);
        routes.get("/files/{path*}", this::raw);
    }

    private Answer list(Call call) throws IOException {
        String name = call.query("path").orElse("");
        Path folder = tree.find(name);
        if (!Files.isDirectory(folder)) {
            throw new Problem("not-a-folder", 409, "This is not a folder", "not a folder: " + name, "path").exception();
        }
        try {
            return Answer.json(200, Listing.read(name, folder)).with("cache-control", "private, no-store");
        } catch (AccessDeniedException e) {
            throw HomeTree.unreadable(name);
        }
    }

    /// A user's page must not run as the desktop's own origin, where it could open a terminal: hence the sandbox.
    private Answer raw(Call call) throws IOException {
        String name = call.parameter("path");
        Path file = tree.find(name);
        Answer answer = read(name, file)
                .answer(call)
                .with("x-content-type-options", "nosniff")
                .with("content-security-policy", "sandbox")
                .with("cache-control", "private, no-cache");
        return call.query("download").filter("1"::equals).isPresent()
                ? answer.with(
                        "content-disposition",
                        Disposition.attachment(Path.of(name).getFileName().toString()))
                : answer;
    }

    private static RawFile read(String name, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                // Reading a pipe or a device would wait for ever; a folder has no bytes.
                throw new Problem("not-a-file", 409, "This is not a file", "not a file: " + name, "path").exception();
            }
            if (!Files.isReadable(file)) {
                throw HomeTree.unreadable(name);
            }
            return RawFile.of(file, attributes);
        } catch (NoSuchFileException e) {
            throw HomeTree.notFound(name);
        }
    }
}
