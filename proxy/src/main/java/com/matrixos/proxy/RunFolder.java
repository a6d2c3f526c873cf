package com.matrixos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder of this process's sockets, `proxy/` in `PROXY_RUN_DIR`. Only its user may enter it, for who reaches the
/// control socket passes for the front. It is locked while the process lives: a second proxy started by mistake would
/// otherwise take the sockets of the first away.
final class RunFolder implements AutoCloseable {
    /// `sun_path` of Linux holds 108 bytes, one of them the terminating zero.
    private static final int MAX_SOCKET_PATH = 107;

    private final Path folder;
    private final FileChannel lockFile;

    private RunFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Makes the folder and takes it.
    ///
    /// @throws IllegalStateException when another proxy has it
    static RunFolder claim(Path runDir) {
        Path folder = runDir.resolve("proxy");
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            var lockFile =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw new IllegalStateException("another proxy is running with PROXY_RUN_DIR=" + runDir);
            }
            return new RunFolder(folder, lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("make the folder " + folder, e);
        }
    }

    /// The path of a socket in the folder.
    ///
    /// @throws IllegalStateException when the system cannot have a socket of so long a path
    Path socket(String name) {
        Path socket = folder.resolve(name);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
            throw new IllegalStateException("PROXY_RUN_DIR is too long for a socket: " + socket);
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }
}
