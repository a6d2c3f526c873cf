package com.matrixos.platform.site;

import com.matrixos.platform.fleet.HomeTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip file that is written as it is read, whatever it holds. Belongs to one thread.
final class HomeExport implements HomeTree.Visitor, AutoCloseable {
    /// What could not be read is told at the end, up to so many names.
    private static final int MOST_TOLD = 1_000;

    private static final int BUFFER = 64 * 1024;

    private final byte[] buffer = new byte[BUFFER];
    private final List<String> unread = new ArrayList<>();
    private final ZipOutputStream zip;

    HomeExport(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /// Adds a file that is at hand.
    void add(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /// Adds all files of a home under `files/`, and a list of what could not be read if there is any.
    /// Links and what is no file are left out: a link may lead anywhere.
    void files(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            HomeTree.walk(home, this);
        }
        if (!unread.isEmpty()) {
            add("not-read.txt", String.join("\n", unread).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void file(String path, BasicFileAttributes attributes, HomeTree.Opener opener) throws IOException {
        // On Windows a backslash ends a folder's name, and what unpacks this might be led out of its folder.
        String name = path.replace('\\', '_');
        InputStream in;
        try {
            in = Channels.newInputStream(opener.open());
        } catch (IOException _) {
            unreadable(path);
            return;
        }
        try (in) {
            var entry = new ZipEntry("files/" + name);
            entry.setLastModifiedTime(attributes.lastModifiedTime());
            zip.putNextEntry(entry);
            copy(in, path);
            zip.closeEntry();
        }
    }

    @Override
    public void unreadable(String path) {
        if (unread.size() < MOST_TOLD) {
            unread.add(path);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /// A disk that fails in the middle costs this file its end; a client that is gone ends it all.
    private void copy(InputStream in, String path) throws IOException {
        while (true) {
            int read;
            try {
                read = in.read(buffer);
            } catch (IOException _) {
                unreadable(path);
                return;
            }
            if (read < 0) {
                return;
            }
            zip.write(buffer, 0, read);
        }
    }
}
