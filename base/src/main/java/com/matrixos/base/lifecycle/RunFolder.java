package com.matrixos.base.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of one process's own sockets. Only its user may enter it, for who reaches a control socket
/// passes for the front. It is locked while the process lives: a second one started by mistake would
/// otherwise take the sockets of the first away.
public final class RunFolder implements AutoCloseable {
    /// `sun_path` of Linux holds 108 bytes, one of them the terminating zero.
    private static final int MAX_SOCKET_PATH = 107;

    private final Path folder;
    private final Claim claim;

    private RunFolder(Path folder, Claim claim) {
        this.folder = folder;
        this.claim = claim;
    }

    /// Makes the folder and takes it.
    ///
    /// @param runDir the folder of all processes' folders
    /// @param process whose it is, for example `proxy`
    /// @throws IllegalStateException when another process of that name has it
    public static RunFolder claim(Path runDir, String process) {
        Path folder = runDir.resolve(process);
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Claim claim = Claim.on(folder.resolve("lock"), process, "the run directory " + runDir);
            return new RunFolder(folder, claim);
        } catch (IOException e) {
            throw new UncheckedIOException("make the folder " + folder, e);
        }
    }

    /// The path of a socket in the folder.
    ///
    /// @throws IllegalStateException when the system cannot have a socket of so long a path
    public Path socket(String name) {
        Path socket = folder.resolve(name);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
            throw new IllegalStateException("the run directory's path is too long for a socket: " + socket);
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
