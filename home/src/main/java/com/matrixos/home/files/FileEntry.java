package com.matrixos.home.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/// One line of a folder's list.
///
/// @param name without its folder
/// @param kind `folder`, `file` or `link`; a link is told as such wherever it leads
/// @param size in bytes, 0 for what is not a file
/// @param modified when, in UTC
/// @param hidden whether the name begins with a dot
record FileEntry(String name, String kind, long size, String modified, boolean hidden) {
    /// Folders first, then by name without regard to case.
    static final Comparator<FileEntry> ORDER = Comparator.comparing(
                    (FileEntry entry) -> !entry.kind().equals("folder"))
            .thenComparing(FileEntry::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(FileEntry::name);

    /// @param attributes of the path itself, links not followed
    static FileEntry of(Path path, BasicFileAttributes attributes) {
        String name = path.getFileName().toString();
        return new FileEntry(
                name,
                kind(attributes),
                attributes.isRegularFile() ? attributes.size() : 0,
                attributes
                        .lastModifiedTime()
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString(),
                name.startsWith("."));
    }

    private static String kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "link";
        }
        return attributes.isDirectory() ? "folder" : "file";
    }
}
