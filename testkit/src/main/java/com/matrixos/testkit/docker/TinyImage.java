package com.matrixos.testkit.docker;

import com.matrixos.base.ids.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// The smallest image that behaves like a user's container: two web servers, a home, a graceful end. Made
/// from Debian's static busybox, because no registry can be counted on.
///
/// - It answers `GET /health` on ports 4000 and 3000.
/// - Every start adds a line to `boots` in its home, every graceful end a line to `ends`.
/// - With a file `die` in its home it ends at once with exit code 7; with a file `hang` it never listens.
final class TinyImage {
    private static final String SCRIPT = """
            #!/bin/sh
            cd /home/matrixos/home
            echo boot >> boots
            echo $$ > /tmp/pid
            [ -e die ] && { echo "told to die"; exit 7; }
            trap 'echo end >> ends; exit 0' TERM
            [ -e hang ] || { httpd -f -p 4000 -h /www & httpd -f -p 3000 -h /www & }
            sleep 1000000 &
            while true; do wait; done
            """;

    private static final List<Path> BUSYBOX = List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));

    private TinyImage() {}

    /// The image's name; the image is made if this machine has not got it.
    static synchronized String name() {
        String name = "matrixos-testkit:" + Tokens.sha256(SCRIPT).substring(0, 12);
        if (DockerCli.docker("image", "inspect", name).exitCode() != 0) {
            make(name);
        }
        return name;
    }

    private static void make(String name) {
        try {
            Path root = Files.createTempDirectory("tiny-image");
            for (String folder : List.of("bin", "www", "tmp", "etc", "home/matrixos/home")) {
                Path made = Files.createDirectories(root.resolve(folder));
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            Files.copy(busybox(), root.resolve("bin/busybox"));
            for (String applet : List.of("sh", "httpd", "sleep", "cat", "kill", "wget")) {
                Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
            }
            Files.writeString(root.resolve("www/health"), "{\"status\":\"ok\"}");
            Files.writeString(root.resolve("etc/passwd"), "matrixos:x:1001:1001::/home/matrixos:/bin/sh\n");
            Path start = Files.writeString(root.resolve("bin/start"), SCRIPT);
            Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path tar = Files.createTempFile("tiny-image", ".tar");
            DockerCli.require(DockerCli.run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), ".")));
            DockerCli.require(DockerCli.docker(
                    "import", "-c", "CMD [\"/bin/start\"]", "-c", "USER 1001:1001", tar.toString(), name));
            Files.delete(tar);
            DockerCli.require(DockerCli.run(List.of("rm", "-rf", root.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("make the test image", e);
        }
    }

    private static Path busybox() {
        if (found().findAny().isEmpty()) {
            DockerCli.require(DockerCli.run(List.of("apt-get", "install", "-y", "busybox-static")));
        }
        return found().findFirst().orElseThrow(() -> new AssertionError("no busybox to make the test image from"));
    }

    private static Stream<Path> found() {
        return BUSYBOX.stream().filter(Files::isExecutable);
    }
}
