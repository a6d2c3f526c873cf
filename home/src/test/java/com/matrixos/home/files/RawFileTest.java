package com.matrixos.home.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.home.HomeFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RawFileTest {
    private static final String DIGITS = "0123456789";

    private HomeFixture home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new HomeFixture(folder);
        Files.writeString(home.files().resolve("digits.txt"), DIGITS);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    private HttpResponse<byte[]> digits(String... headers) throws Exception {
        return home.get("/files/digits.txt", headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void givesTheBytesAsTheyAre() throws Exception {
        var bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(home.files().resolve("picture.png"), bytes);
        HttpResponse<byte[]> response = home.get("/files/picture.png");
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(header(response, "content-type")).isEqualTo("image/png");
        assertThat(header(response, "content-length")).isEqualTo("3000000");
        assertThat(header(response, "accept-ranges")).isEqualTo("bytes");
    }

    @Test
    void keepsAUsersPageFromActingAsTheDesktop() throws Exception {
        Files.writeString(home.files().resolve("page.html"), "<script>parent.steal()</script>");
        HttpResponse<byte[]> response = home.get("/files/page.html");
        assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "content-security-policy")).isEqualTo("sandbox");
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, bytes 0-3/10",
        "bytes=4-, 456789, bytes 4-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=-100, 0123456789, bytes 0-9/10",
        "bytes=9-9, 9, bytes 9-9/10",
        "bytes=8-1000, 89, bytes 8-9/10",
    })
    void givesAPart(String range, String part, String contentRange) throws Exception {
        HttpResponse<byte[]> response = digits("range", range);
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).asString().isEqualTo(part);
        assertThat(header(response, "content-range")).isEqualTo(contentRange);
        assertThat(header(response, "content-length")).isEqualTo(String.valueOf(part.length()));
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-", "bytes=100-200", "bytes=-0"})
    void refusesAPartThatDoesNotExist(String range) throws Exception {
        HttpResponse<byte[]> response = digits("range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "content-range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @CsvSource({"bytes=3-1", "bytes=a-b", "lines=1-2", "'bytes=0-1,3-4'", "bytes=", "bytes=99999999999999999999-"})
    void ignoresWhatIsNoRange(String range) throws Exception {
        HttpResponse<byte[]> response = digits("range", range);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).asString().isEqualTo(DIGITS);
    }

    @Test
    void sendsNothingTwice() throws Exception {
        HttpResponse<byte[]> first = digits();
        for (String known : new String[] {header(first, "etag"), "\"x\", W/" + header(first, "etag"), "*"}) {
            HttpResponse<byte[]> again = digits("if-none-match", known);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "etag")).isEqualTo(header(first, "etag"));
        }
        assertThat(digits("if-modified-since", header(first, "last-modified")).statusCode())
                .isEqualTo(304);
        assertThat(digits("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT").statusCode())
                .isEqualTo(200);
        assertThat(digits("if-modified-since", "yesterday").statusCode()).isEqualTo(200);
        Files.writeString(home.files().resolve("digits.txt"), "new");
        assertThat(digits("if-none-match", header(first, "etag")).statusCode()).isEqualTo(200);
    }

    @Test
    void givesAPartOfTheSameVersionOnly() throws Exception {
        String tag = header(digits(), "etag");
        assertThat(digits("range", "bytes=0-1", "if-range", tag).statusCode()).isEqualTo(206);
        assertThat(digits("range", "bytes=0-1", "if-range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<byte[]> response = home.send("HEAD", "/files/digits.txt");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-length")).isEqualTo("10");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void offersADownloadUnderAnyName() throws Exception {
        Files.writeString(home.files().resolve("a\"b ü%.txt"), "x");
        HttpResponse<byte[]> response = home.get("/files/a%22b%20%C3%BC%25.txt?download=1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-disposition"))
                .isEqualTo("attachment; filename=\"a_b __.txt\"; filename*=UTF-8''a%22b%20%C3%BC%25.txt");
        assertThat(header(digits(), "content-disposition")).isEmpty();
    }

    @Test
    void servesNamesOfAllKinds() throws Exception {
        for (String name : new String[] {"100%", "a;b", "a+b", "a b", "#1", "q?", "世界", "a&b=c", "~x", "%2e"}) {
            Files.writeString(home.files().resolve(name), name);
            String encoded =
                    java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            HttpResponse<byte[]> response = home.get("/files/" + encoded);
            assertThat(response.statusCode()).as(name).isEqualTo(200);
            assertThat(response.body()).asString().isEqualTo(name);
        }
    }

    @Test
    void servesFilesOnly() throws Exception {
        Files.createDirectory(home.files().resolve("folder"));
        assertThat(new ProcessBuilder("mkfifo", home.files().resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        for (String name : new String[] {"folder", "pipe", ""}) {
            assertThat(home.get("/files/" + name).statusCode()).as(name).isEqualTo(409);
        }
        assertThat(home.get("/files/none").statusCode()).isEqualTo(404);
        Files.createFile(home.files().resolve("empty"));
        assertThat(home.get("/files/empty").body()).isEmpty();
        assertThat(home.get("/files/empty", "range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @Test
    void sendsAFileThatGrowsAsItWas() throws Exception {
        Path file = home.files().resolve("log.txt");
        var bytes = new byte[5_000_000];
        Arrays.fill(bytes, (byte) 'a');
        Files.write(file, bytes);
        try (var writer = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
            for (int i = 0; i < 20; i++) {
                writer.write(bytes, 0, 1000);
                int now = (int) Files.size(file);
                assertThat(home.get("/files/log.txt").body()).hasSize(now);
            }
        }
    }
}
