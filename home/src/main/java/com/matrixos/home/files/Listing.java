package com.matrixos.home.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The answer of `GET /api/files`.
///
/// @param path of the folder, as it was asked for
/// @param entries in [FileEntry#ORDER]
/// @param truncated whether the folder holds more than the list
record Listing(String path, List<FileEntry> entries, boolean truncated) {
    /// What a window can show and a small computer can sort.
    static final int MAX_ENTRIES = 10_000;

    /// Reads a folder.
    static Listing read(String path, Path folder) throws IOException {
        var entries = new ArrayList<FileEntry>();
        boolean truncated = false;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (entries.size() == MAX_ENTRIES) {
                    truncated = true;
                    break;
                }
                add(child, entries);
            }
        }
        entries.sort(FileEntry.ORDER);
        return new Listing(path, entries, truncated);
    }

    private static void add(Path child, List<FileEntry> entries) throws IOException {
        try {
            entries.add(FileEntry.of(
                    child, Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read: then it is not in the list.
        }
    }
}
