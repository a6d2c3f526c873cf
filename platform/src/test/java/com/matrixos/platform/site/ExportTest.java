package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.fleet.HomeTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that is an account's, to take away.
final class ExportTest {
    @TempDir
    Path folder;

    private SiteLab lab;
    private Path home;

    @BeforeEach
    void open() {
        lab = new SiteLab(folder);
        lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
        home = lab.host.home(SiteLab.ALICE);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void holdsTheAccountAndEveryFile() throws Exception {
        Files.createDirectories(home.resolve("a/b"));
        Files.writeString(home.resolve("a/b/letter.txt"), "dear");
        Files.write(home.resolve("large"), new byte[3_000_000]);
        Files.writeString(home.resolve("..\\..\\evil.bat"), "x");
        HttpResponse<byte[]> answer = lab.bytes("alice", "/api/me/export");
        assertThat(answer.headers().firstValue("content-disposition")).contains("attachment; filename=\"alice.zip\"");
        Map<String, byte[]> files = unzip(answer.body());
        assertThat(files)
                .containsOnlyKeys(
                        "account.json", "files/boots", "files/a/b/letter.txt", "files/large", "files/.._.._evil.bat");
        assertThat(files.get("files/a/b/letter.txt")).asString().isEqualTo("dear");
        assertThat(files.get("files/large")).hasSize(3_000_000);
        assertThat(Json.mapper().readTree(files.get("account.json")).get("id").asText())
                .isEqualTo("usr_alice");
        assertThat(lab.audit.entries()).extracting(Entry::action).contains("account.exported");
    }

    @Test
    void leavesOutWhatLeadsOutAndWhatIsNoFile() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s3cret");
        Files.createSymbolicLink(home.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(home.resolve("folder"), outside);
        new ProcessBuilder("mkfifo", home.resolve("pipe").toString()).start().waitFor();
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(home.resolve("s")));
            assertThat(unzip(lab.bytes("alice", "/api/me/export").body()))
                    .containsOnlyKeys("account.json", "files/boots");
        }
    }

    @Test
    void aFileThatBecomesALinkWhileItIsReadIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
        Path file = Files.writeString(home.resolve("boots"), "boot\n");
        var out = new ByteArrayOutputStream();
        try (var export = new HomeExport(out)) {
            HomeTree.walk(home, new HomeTree.Visitor() {
                @Override
                public void file(String path, BasicFileAttributes attributes, HomeTree.Opener opener)
                        throws IOException {
                    Files.delete(file);
                    Files.createSymbolicLink(file, secret);
                    export.file(path, attributes, opener);
                }

                @Override
                public void unreadable(String path) {
                    export.unreadable(path);
                }
            });
        }
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
        assertThat(unzip(out.toByteArray())).isEmpty();
    }

    @Test
    void theFilesOfWhoHadTheHandleBeforeAreTheirs() throws Exception {
        lab.host.containers().provision(SiteLab.BOB, "made_by_hand");
        assertThat(unzip(lab.bytes("bob", "/api/me/export").body())).containsOnlyKeys("account.json");
        lab.host.containers().destroy(SiteLab.ALICE);
        assertThat(unzip(lab.bytes("alice", "/api/me/export").body())).containsKey("files/boots");
    }

    @Test
    void isTheOwnersAlone() throws Exception {
        assertThat(lab.send("", "GET", "/api/me/export", "").statusCode()).isEqualTo(401);
        assertThat(lab.send("alice", "HEAD", "/api/me/export", "").statusCode()).isEqualTo(200);
        assertThat(lab.send("alice", "GET", "/api/me/export", "").statusCode()).isEqualTo(200);
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
