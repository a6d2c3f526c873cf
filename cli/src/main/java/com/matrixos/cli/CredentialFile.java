package com.matrixos.cli;

import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// `matrixos/credentials.json` in the folder of the user's settings (XDG Base Directory Specification 0.8): a
/// token, which nobody but its owner may read. It is replaced whole or not at all.
///
/// Every method throws [CommandException] when the file cannot be used, saying why.
///
/// @param folder where it is, if there is one
record CredentialFile(Path folder) {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /// Of the user whose environment this is.
    static CredentialFile of(Context context) {
        // The specification has relative paths ignored.
        Path settings = context.variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .or(() -> context.variable("HOME").map(home -> Path.of(home, ".config")))
                .orElseThrow(() -> new CommandException(
                        "It is not known where your settings are kept. Set HOME or XDG_CONFIG_HOME."));
        return new CredentialFile(settings.resolve("matrixos"));
    }

    Path path() {
        return folder.resolve("credentials.json");
    }

    /// Who is signed in, if anybody is.
    Optional<Credentials> read() {
        try {
            if (!others().isEmpty()) {
                throw new CommandException("Others may read your token in " + path()
                        + ". Make it yours alone: chmod 600 '" + path() + "'");
            }
            return Optional.of(content());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException _) {
            throw new CommandException(path() + " cannot be read. Check whose it is.");
        }
    }

    /// The same for who is about to leave: however the file came to be as it is, its token is no longer wanted.
    Optional<Credentials> last() {
        try {
            return Optional.of(content());
        } catch (IOException | CommandException _) {
            return Optional.empty();
        }
    }

    void write(Credentials credentials) {
        try {
            makeFolder();
            Path fresh =
                    Files.createTempFile(folder, "credentials", ".new", PosixFilePermissions.asFileAttribute(FILE));
            try {
                Files.write(fresh, Json.write(credentials));
                Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException _) {
            throw new CommandException(
                    path() + " cannot be written, so you are not signed in. Check whose folder it is.");
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException _) {
            throw new CommandException(path() + " cannot be removed. Do so by hand: it holds your token.");
        }
    }

    private Credentials content() throws IOException {
        try {
            return checked(Json.read(Files.readAllBytes(path()), Credentials.class));
        } catch (BadJsonException _) {
            throw spoilt();
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        // One that was there keeps its mode otherwise.
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /// What anybody but the owner may do with it.
    private Set<PosixFilePermission> others() throws IOException {
        var granted = EnumSet.noneOf(PosixFilePermission.class);
        granted.addAll(Files.getPosixFilePermissions(path()));
        granted.removeIf(permission -> permission.name().startsWith("OWNER_"));
        return granted;
    }

    /// Whatever an editor has left of it: a token with a line break would be two headers.
    private Credentials checked(Credentials read) {
        if (read.url() == null || read.handle() == null || read.token() == null || !DeviceFlow.isToken(read.token())) {
            throw spoilt();
        }
        return new Credentials(RemoteUrl.parse(read.url()).toString(), read.handle(), read.token(), read.id());
    }

    private CommandException spoilt() {
        return new CommandException(path() + " is not what login wrote. Sign in again with: ./matrixos login");
    }
}
