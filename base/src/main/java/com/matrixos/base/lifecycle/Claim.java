package com.matrixos.base.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// What only one process at a time may have, by the lock on a file that is there for nothing else. The
/// system takes the lock back however the process ends; the file stays, for one that is deleted could be
/// locked twice.
public final class Claim implements AutoCloseable {
    private final FileChannel lockFile;

    private Claim(FileChannel lockFile) {
        this.lockFile = lockFile;
    }

    /// Locks the file, made with its folder when missing.
    ///
    /// @param what for who is refused, for example `the database /var/lib/proxy.db`
    /// @param process whose it is, for example `proxy`
    /// @throws IllegalStateException when another process has it
    /// @throws UncheckedIOException when the file cannot be made
    public static Claim on(Path file, String process, String what) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var lockFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw new IllegalStateException(
                        "another " + process + " is running with " + what + ": it holds the lock " + file);
            }
            return new Claim(lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("lock " + file, e);
        }
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
