package com.matrixos.home.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.home.HomeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way out of the home there might be, letter by letter as an attacker would send it.
final class TraversalTest {
    private static final String SECRET = "outside-secret";

    @TempDir
    private Path folder;

    private HomeFixture home;

    @BeforeEach
    void start() throws IOException {
        home = new HomeFixture(folder);
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/secret.txt"), SECRET);
        Files.createDirectories(home.files().resolve("documents"));
        Files.createSymbolicLink(home.files().resolve("link-file"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(home.files().resolve("link-folder"), folder.resolve("outside"));
        Files.createSymbolicLink(home.files().resolve("link-up"), Path.of(".."));
        Files.createSymbolicLink(home.files().resolve("link-root"), Path.of("/"));
        Files.createSymbolicLink(home.files().resolve("loop"), Path.of("loop"));
        Files.writeString(home.files().resolve("documents/in.txt"), "inside");
        Files.createSymbolicLink(home.files().resolve("link-in"), Path.of("documents/in.txt"));
        // A sibling whose name begins as the home's does.
        Files.createDirectory(folder.resolve("home-of-another"));
        Files.writeString(folder.resolve("home-of-another/secret.txt"), SECRET);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/%2e%2e/secret.txt",
                "/files/%2E%2E/secret.txt",
                "/files/.%2e/secret.txt",
                "/files/..%2fsecret.txt",
                "/files/%2e%2e%2fsecret.txt",
                "/files/documents%2f..%2f..%2fsecret.txt",
                "/files/..%5csecret.txt",
                "/files/..\\secret.txt",
                "/files/%252e%252e/secret.txt",
                "/files/..;/secret.txt",
                "/files/..;x=y/secret.txt",
                "/files/%c0%ae%c0%ae/secret.txt",
                "/files//etc/passwd",
                "/files/%2fetc/passwd",
                "/files///etc/passwd",
                "/files/.../secret.txt",
                "/files/link-file",
                "/files/link-folder/secret.txt",
                "/files/link-up/secret.txt",
                "/files/link-root/etc/passwd",
                "/files/link-up/home-of-another/secret.txt",
                "/files/loop",
                "/files/documents/in.txt%00.png",
                "/files/%00",
                "/api/files?path=..",
                "/api/files?path=../outside",
                "/api/files?path=documents/../..",
                "/api/files?path=%2e%2e",
                "/api/files?path=%2e%2e%2foutside",
                "/api/files?path=/",
                "/api/files?path=/etc",
                "/api/files?path=%2fetc",
                "/api/files?path=%00",
                "/api/files?path=documents%00",
                "/api/files?path=..%5coutside",
                "/api/files?path=link-folder",
                "/api/files?path=link-up",
                "/api/files?path=link-root",
                "/api/files?path=loop",
                "/api/files?path=%zz",
                "/api/files?path=%ff%fe",
            })
    void staysInside(String target) throws IOException {
        String answer = home.raw(target);
        assertThat(HomeFixture.status(answer)).isBetween(400, 404);
        assertThat(answer).doesNotContain(SECRET, "root:x:", "\"etc\"", folder.toString());
    }

    /// The dots are taken out before anything is looked for, and what is left is not under `/files` any more.
    @ParameterizedTest
    @ValueSource(strings = {"/files/../secret.txt", "/files/documents/../../secret.txt"})
    void seesTheDesktopWhereTheDotsLead(String target) throws IOException {
        assertThat(home.raw(target)).contains("<title>desktop</title>").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/files?path=..",
                "/api/files?path=documents/../..",
                "/api/files?path=/etc",
                "/api/files?path=%00",
            })
    void namesTheInputAtFault(String target) throws IOException {
        String answer = home.raw(target);
        assertThat(HomeFixture.status(answer)).isEqualTo(400);
        assertThat(answer).contains("\"field\":\"path\"");
    }

    @Test
    void followsALinkThatStaysInside() throws Exception {
        assertThat(home.get("/files/link-in").body()).asString().isEqualTo("inside");
    }

    @Test
    void tellsNoDifferenceBetweenMissingAndOutside() throws IOException {
        String missing = home.raw("/files/none");
        String outside = home.raw("/files/link-up");
        assertThat(HomeFixture.status(outside))
                .isEqualTo(HomeFixture.status(missing))
                .isEqualTo(404);
    }

    @Test
    void refusesAPathThatIsTooLong() throws IOException {
        String answer = home.raw("/api/files?path=" + "a".repeat(4097));
        assertThat(HomeFixture.status(answer)).isEqualTo(400);
        assertThat(HomeFixture.status(home.raw("/api/files?path=" + "a".repeat(300))))
                .isEqualTo(404);
    }
}
