package com.matrixos.home.boot;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// Fills an empty home from the template, so that being killed at any point leaves either an empty home, or one that
/// the next boot goes on filling; never half a home that passes for a whole one.
///
/// The template is copied to `.matrix-setup.part`, which says nothing until it is renamed to `.matrix-setup`; from
/// then on its entries are renamed into the home one by one, and its removal is the end. A marker file that says
/// "done" would do the same and stay in the user's way for ever.
public final class FirstBoot {
    private static final String PARTIAL = ".matrix-setup.part";
    private static final String COMPLETE = ".matrix-setup";

    /// Made by the file system itself in the root of a fresh volume.
    private static final List<String> NOT_CONTENT = List.of("lost+found", PARTIAL);

    private final Path home;
    private final Path template;

    /// @param home the user's files; made when it does not exist
    /// @param template copied when the home is empty; a template that is missing leaves the home empty
    public FirstBoot(Path home, Path template) {
        this.home = home;
        this.template = template;
    }

    /// Prepares the home. Runs once, before anything else uses it.
    ///
    /// @throws HomeUnusableException when the home cannot be written to
    public void run() {
        try {
            Files.createDirectories(home);
            if (!Files.isWritable(home)) {
                throw new HomeUnusableException(home, "no permission to write", null);
            }
            Path complete = home.resolve(COMPLETE);
            remove(home.resolve(PARTIAL));
            if (!Files.isDirectory(complete) && isEmpty() && Files.isDirectory(template)) {
                copy(template, home.resolve(PARTIAL));
                Files.move(home.resolve(PARTIAL), complete, StandardCopyOption.ATOMIC_MOVE);
            }
            if (Files.isDirectory(complete)) {
                spread(complete);
            }
        } catch (IOException e) {
            throw new HomeUnusableException(home, String.valueOf(e), e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            return entries.allMatch(
                    entry -> NOT_CONTENT.contains(entry.getFileName().toString()));
        }
    }

    /// What is in the home already was put there before the last boot ended too early, or by the user: it stays.
    private void spread(Path complete) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(complete)) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            Path target = home.resolve(entry.getFileName());
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        remove(complete);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
