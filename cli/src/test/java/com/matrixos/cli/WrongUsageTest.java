package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed wrongly reaches no platform.
final class WrongUsageTest {
    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users                                | Missing required subcommand",
                "users list --role boss               | \"boss\" is none of admin, user",
                "users list --state tired             | \"tired\" is none of active, suspended, leaving",
                "users list --csv --json              | mutually exclusive",
                "users list --limit 0                 | is not a whole number from 1 to 10000",
                "users list --limit -1                | is not a whole number from 1 to 10000",
                "users list --limit 10001             | is not a whole number from 1 to 10000",
                "users list --limit 99999999999       | is not a whole number from 1 to 10000",
                "users show                           | Missing required parameter: 'HANDLE'",
                "users create alice                   | Missing required option: '--email=ADDRESS'",
                "users create --email a@example.com   | Missing required parameter: 'HANDLE'",
                "users suspend alice bob              | Unmatched argument",
                "containers                           | Missing required subcommand",
                "containers list --sort size          | \"size\" is none of handle, -handle",
                "containers logs alice --tail many    | is not a whole number from 1 to 10000",
                "containers start                     | Missing required parameter: 'HANDLE'",
                "containers provision                 | Missing required parameter",
                "audit                                | Missing required subcommand",
                "audit list --since yesterday         | neither a date like 2026-11-26 nor a time",
                "audit list --since 2026-13-01        | neither a date like 2026-11-26 nor a time",
                "audit list --until 2026-11-26T08:00  | neither a date like 2026-11-26 nor a time",
                "login --url                          | Missing required parameter for option '--url' (URL)",
                "setup-code --remote                  | Unknown option: '--remote'",
            })
    void itEndsWithTwoAndAsksNothing(String command, String reason) {
        var typed = new Typed(folder, Map.of("PLATFORM_PORT", Integer.toString(site.port())));

        assertThat(typed.run(command.strip().split(" +"))).isEqualTo(2);

        assertThat(typed.err()).contains(reason).doesNotContain("Exception");
        assertThat(site.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "containers", "audit", "login", "whoami"})
    void helpSaysWhichPlatformIsMeant(String command) {
        var typed = new Typed(folder, Map.of());

        assertThat(typed.run(command, "--help")).isZero();

        assertThat(typed.out().replaceAll("\\s+", " "))
                .contains("Commands go to the platform of this machine, as its operator", "while MATRIXOS_URL is set");
    }

    @Test
    void aWrongSettingIsNamed() {
        var typed = new Typed(folder, Map.of("PLATFORM_PORT", "nine"));

        assertThat(typed.run("users", "list")).isEqualTo(2);

        assertThat(typed.err()).contains("PLATFORM_PORT must be a whole number");
    }
}
