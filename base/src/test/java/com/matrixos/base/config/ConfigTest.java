package com.matrixos.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTest {
    private static final Setting<Integer> PORT = Setting.port("PLATFORM_PORT", 9000, "where it listens");
    private static final Setting<Duration> IDLE = Setting.duration("PLATFORM_IDLE_TIMEOUT", "30m", "idle");
    private static final Setting<String> SECRET = Setting.secret("PLATFORM_SECRET", "bearer");
    private static final List<Setting<?>> ALL = List.of(PORT, IDLE, SECRET);

    @TempDir
    Path folder;

    @Test
    void defaultsStandWhereNothingIsSet() {
        Config config = read(Map.of());

        assertThat(config.get(PORT)).isEqualTo(9000);
        assertThat(config.get(IDLE)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void environmentWinsOverFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "PLATFORM_PORT=9001\nPLATFORM_IDLE_TIMEOUT=\"5s\"\n# a comment\n");

        Config config = read(Map.of("PLATFORM_PORT", "9002"));

        assertThat(config.get(PORT)).isEqualTo(9002);
        assertThat(config.get(IDLE)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void blankMeansDefault() {
        assertThat(read(Map.of("PLATFORM_PORT", " ")).get(PORT)).isEqualTo(9000);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        var wrong = Map.of("PLATFORM_PORT", "70000", "PLATFORM_IDLE_TIMEOUT", "soon", "PLATFORM_IDEL_TIMEOUT", "5m");

        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(wrong));

        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "PLATFORM_PORT must be between 0 and 65535: \"70000\"",
                        "PLATFORM_IDLE_TIMEOUT must be a time such as 250ms, 30s, 5m or 2h: \"soon\"",
                        "PLATFORM_IDEL_TIMEOUT is not a setting; did you mean PLATFORM_IDLE_TIMEOUT?");
    }

    @Test
    void otherProgramsVariablesAreNotOurs() throws IOException {
        Files.writeString(folder.resolve(".env"), "CLERK_SECRET_KEY=x\n");

        assertThat(read(Map.of("PATH", "/bin", "ANTHROPIC_MODEL", "some-model")))
                .isNotNull();
    }

    @Test
    void misspelledKeyInFileIsFound() throws IOException {
        Files.writeString(folder.resolve(".env"), "ANTHROPIC_APIKEY=sk-secret\n");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ANTHROPIC_APIKEY is not a setting")
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void tableShowsNoSecret() {
        String table = read(Map.of("PLATFORM_SECRET", "s3cret")).table();

        assertThat(table)
                .contains("PLATFORM_SECRET", "(redacted)", "9000", "30m")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "30s,30000", "5m,300000", "2h,7200000"})
    void durations(String text, long millis) {
        assertThat(IDLE.parser().apply(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "m", "0s", "-5s", "5 m", "1.5h", "99999999999s", "5d"})
    void notDurations(String text) {
        assertThatThrownBy(() -> IDLE.parser().apply(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "x", "http://", "https://h?q=1", "https://h#f"})
    void notUrls(String text) {
        var url = Setting.url("PROXY_X", "http://h", "x");

        assertThatThrownBy(() -> url.parser().apply(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private Config read(Map<String, String> process) {
        return Config.read(ALL, Environment.load(process, folder));
    }
}
