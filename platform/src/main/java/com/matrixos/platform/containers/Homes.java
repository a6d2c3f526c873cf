package com.matrixos.platform.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The folders that are the containers' homes: `{data}/{handle}/matrixos`. They are made and, while empty,
/// taken back; one with something in it is never removed.
final class Homes {
    /// The user that the image runs as.
    private static final ContainerSpec.Owner IMAGE_USER = new ContainerSpec.Owner(1001, 1001);

    /// A person's files are nobody else's on this machine.
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path data;

    Homes(Path data) {
        this.data = data;
    }

    /// The handle's home.
    Path of(Handle handle) {
        return data.resolve(handle.text()).resolve("matrixos");
    }

    /// Makes the home unless it is there, and says who the container must run as to write to it. As root we
    /// give it to the image's user; otherwise we could not, so the container runs as us, who made the
    /// folder.
    ContainerSpec.Owner prepare(Handle handle) {
        Path home = of(handle);
        try {
            Files.createDirectories(home, OWNER_ONLY);
            ContainerSpec.Owner owner = owner(home);
            if (owner.uid() != 0) {
                return owner;
            }
            Files.setAttribute(home, "unix:uid", IMAGE_USER.uid());
            Files.setAttribute(home, "unix:gid", IMAGE_USER.gid());
            return IMAGE_USER;
        } catch (IOException e) {
            throw new UncheckedIOException("prepare " + home, e);
        }
    }

    /// Removes the home if it is empty.
    ///
    /// @return whether something is left of it
    boolean removeIfEmpty(Handle handle) {
        try {
            removeEmpty(of(handle));
            removeEmpty(data.resolve(handle.text()));
        } catch (IOException e) {
            throw new UncheckedIOException("remove the empty home of " + handle, e);
        }
        return Files.exists(of(handle));
    }

    private static void removeEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (NoSuchFileException | DirectoryNotEmptyException _) {
            // Nothing to remove, or somebody's data.
        }
    }

    private static ContainerSpec.Owner owner(Path folder) throws IOException {
        return new ContainerSpec.Owner(
                (int) Files.getAttribute(folder, "unix:uid"), (int) Files.getAttribute(folder, "unix:gid"));
    }
}
