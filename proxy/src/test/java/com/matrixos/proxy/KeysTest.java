package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.RecordedRequest;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several keys, and a file of them that changes under a running proxy.
@Timeout(60)
class KeysTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18Z"));
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys");
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
    }

    @Test
    void usesSeveralInTurn() throws Exception {
        try (var proxy = proxy("sk-one, sk-two,sk-three", "")) {
            assertThat(keys(proxy, 6)).containsExactly("sk-one", "sk-two", "sk-three", "sk-one", "sk-two", "sk-three");
            assertThat(proxy.logged()).doesNotContain("sk-");
        }
    }

    @Test
    void readsTheFileFirstAndEachKeyOnce() throws Exception {
        Files.writeString(file, "# the team's\n\n  sk-file  \nsk-both\r\n");
        try (var proxy = proxy("sk-both,sk-set", file.toString())) {
            assertThat(keys(proxy, 3)).containsExactly("sk-file", "sk-both", "sk-set");
        }
    }

    @Test
    void followsTheFileWithoutARestart() throws Exception {
        Files.writeString(file, "sk-old-1\n");
        try (var proxy = proxy("", file.toString())) {
            assertThat(keys(proxy, 1)).containsExactly("sk-old-1");
            Path next = Files.writeString(folder.resolve("next"), "sk-new-1\n");
            Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            time.advance(LOOK);
            assertThat(keys(proxy, 2)).as("same time and size, moved there").containsOnly("sk-new-1");
            Files.writeString(file, "sk-xyz-1\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            time.advance(LOOK);
            assertThat(keys(proxy, 2)).as("written in place").containsOnly("sk-xyz-1");
        }
    }

    @Test
    void keepsTheLastGoodKeysAndSaysSoOnce() throws Exception {
        Files.writeString(file, "sk-good\n");
        try (var proxy = proxy("", file.toString())) {
            for (String bad : List.of("", "# nothing\n", "sk-half sk\n", "sk-x\n".repeat(20_000))) {
                Files.writeString(file, bad);
                time.advance(LOOK);
                assertThat(keys(proxy, 1)).containsExactly("sk-good");
            }
            Files.delete(file);
            time.advance(LOOK.multipliedBy(5));
            assertThat(keys(proxy, 1)).containsExactly("sk-good");
            assertThat(proxy.logged()).containsOnlyOnce("keys not read").doesNotContain("sk-");
            Files.writeString(file, "sk-better\n");
            time.advance(LOOK);
            assertThat(keys(proxy, 1)).containsExactly("sk-better");
            Files.writeString(file, "");
            time.advance(LOOK);
            assertThat(proxy.logged().split("keys not read", -1)).hasSize(3);
        }
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws Exception {
        try (var proxy = proxy("", file.toString())) {
            String token = proxy.grant("alice");
            assertThat(proxy.send(proxy.message(token, "{}")).statusCode()).isEqualTo(503);
            Files.writeString(file, "sk-late\n");
            time.advance(LOOK);
            assertThat(keys(proxy, 1)).containsExactly("sk-late");
        }
    }

    private RunningProxy proxy(String keys, String keyFile) {
        var settings = new HashMap<>(Map.of("ANTHROPIC_API_URL", upstream.url().toString(), "ANTHROPIC_API_KEY", keys));
        if (!keyFile.isEmpty()) {
            settings.put("ANTHROPIC_API_KEY_FILE", keyFile);
        }
        return RunningProxy.with(settings, time);
    }

    /// The keys that so many calls are made with.
    private List<String> keys(RunningProxy proxy, int calls) throws Exception {
        String token = proxy.grant("alice");
        var keys = new ArrayList<String>();
        for (int i = 0; i < calls; i++) {
            assertThat(proxy.send(proxy.message(token, "{}")).statusCode()).isEqualTo(200);
            RecordedRequest seen = upstream.take(SOON);
            keys.add(seen.header("x-api-key").orElseThrow());
        }
        return keys;
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.createDirectory(file);
        try (var proxy = proxy("sk-set", file.toString())) {
            assertThat(proxy.logged()).contains("keys not read", file.toString());
        }
    }
}
