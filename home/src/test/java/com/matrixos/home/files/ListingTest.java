package com.matrixos.home.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.home.HomeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingTest {
    private HomeFixture home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new HomeFixture(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    private JsonNode list(String query) throws Exception {
        var response = home.get("/api/files" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.mapper().readTree(response.body());
    }

    @Test
    void listsFoldersFirstThenByNameWithoutRegardToCase() throws Exception {
        for (String folder : new String[] {"zoo", "Apps"}) {
            Files.createDirectory(home.files().resolve(folder));
        }
        for (String file : new String[] {"b.txt", "A.txt", ".hidden", "grüße 世界.txt"}) {
            Files.writeString(home.files().resolve(file), "12345");
        }
        Files.createSymbolicLink(home.files().resolve("c-link"), Path.of("zoo"));
        JsonNode entries = list("").get("entries");
        assertThat(entries.valueStream()
                        .map(entry -> entry.get("name").asText() + ":"
                                + entry.get("kind").asText()))
                .containsExactly(
                        "Apps:folder",
                        "zoo:folder",
                        ".hidden:file",
                        "A.txt:file",
                        "b.txt:file",
                        "c-link:link",
                        "grüße 世界.txt:file");
        assertThat(entries.get(2).get("hidden").asBoolean()).isTrue();
        assertThat(entries.get(3).get("hidden").asBoolean()).isFalse();
        assertThat(entries.get(3).get("size").asInt()).isEqualTo(5);
        assertThat(entries.get(0).get("size").asInt()).isZero();
    }

    @Test
    void listsAFolderInAFolder() throws Exception {
        Files.createDirectories(home.files().resolve("a b/c"));
        Path file = Files.writeString(home.files().resolve("a b/c/x"), "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        JsonNode listing = list("?path=a%20b/c");
        assertThat(listing.get("path").asText()).isEqualTo("a b/c");
        assertThat(listing.get("truncated").asBoolean()).isFalse();
        assertThat(listing.get("entries").get(0).get("modified").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void listsTenThousandAndSaysThatThereIsMore() throws Exception {
        for (int i = 0; i <= Listing.MAX_ENTRIES; i++) {
            Files.createFile(home.files().resolve("f" + i));
        }
        JsonNode listing = list("");
        assertThat(listing.get("entries")).hasSize(Listing.MAX_ENTRIES);
        assertThat(listing.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void listsNoFileAndNothingThatIsMissing() throws Exception {
        Files.writeString(home.files().resolve("file"), "");
        assertProblem("?path=file", 409, "not-a-folder");
        assertProblem("?path=none", 404, "file-not-found");
        assertProblem("?path=file/none", 404, "file-not-found");
        assertProblem("?path=a&path=b", 400, "bad-request");
    }

    private void assertProblem(String query, int status, String type) throws Exception {
        var response = home.get("/api/files" + query);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body())).contains("/errors/" + type + "\"");
    }
}
