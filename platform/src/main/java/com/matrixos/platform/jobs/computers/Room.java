package com.matrixos.platform.jobs.computers;

import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether there is room for one more home. Pure but for looking at the disk.
final class Room {
    /// Less than this leaves a new computer nothing to work with, in bytes.
    private static final long LEAST = 256L * 1024 * 1024;

    private Room() {}

    /// Makes the folder of all homes if need be.
    ///
    /// @return bytes that are free on its disk
    /// @throws com.matrixos.base.http.ProblemException 503 when there is no room, or no writing
    static long find(Path homes) {
        try {
            Files.createDirectories(homes);
            long free = Files.getFileStore(homes).getUsableSpace();
            if (free < LEAST || !Files.isWritable(homes)) {
                throw noRoom().exception();
            }
            return free;
        } catch (IOException e) {
            throw new ProblemException(noRoom(), e);
        }
    }

    private static Problem noRoom() {
        return Problem.of(
                "no-room", 503, "There is no room for a new computer", "the disk of the homes is full or not writable");
    }
}
