package com.matrixos.proxy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of its work, again and again on the same file. `-Dledger.kills=1000` does
/// it more often, on a new file after every twentieth.
final class KilledLedgerTest {
    private static final int KILLS = Integer.getInteger("ledger.kills", 20);
    private static final int SERIES = 20;
    private static final int MOST_LINES = 4_000;

    private final Random random = new Random(20_261_130);
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Long> printed = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void losesNothingThatWasSettledAndSettlesTheRest() throws Exception {
        for (int left = KILLS; left > 0; left -= SERIES) {
            kill(Math.min(left, SERIES), Files.createTempDirectory(folder, "series"));
        }
    }

    /// The first round kills before there is anything; each of the others finds what the one before left.
    private void kill(int times, Path series) throws Exception {
        begun.clear();
        printed.clear();
        for (int round = 0; round < times; round++) {
            int lines = round == 0 ? 0 : random.nextInt(MOST_LINES);
            killAfter(lines, "r" + round, series.resolve("proxy.db"));
            check("killed in round " + round + " after " + lines + " lines", series);
        }
        assertThat(printed).isNotEmpty();
        try (var open = OpenLedger.in(series)) {
            assertThat(open.number("SELECT COUNT(*) FROM calls WHERE ending = 'stopped'"))
                    .as("calls that a kill caught under way")
                    .isPositive();
        }
    }

    /// What the process still prints between its last line that is read here and its end counts as well.
    private void killAfter(int lines, String name, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledLedger.class.getName(),
                        file.toString(),
                        name))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            int read = 0;
            while (read < lines && note(output.readLine())) {
                read++;
            }
            assertThat(read)
                    .as("lines of a process that should run until it is killed")
                    .isEqualTo(lines);
            // Not the process's own method, which would throw away what is still in the pipe.
            process.toHandle().destroyForcibly();
            while (note(output.readLine())) {
                read++;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// A line without its end is one that the kill cut off.
    private boolean note(String line) {
        if (line != null && line.endsWith(" begun")) {
            begun.add(line.substring(0, line.indexOf(' ')));
        }
        if (line != null && line.matches("\\S+ [0-9]+ safe")) {
            String[] words = line.split(" ");
            printed.put(words[0], Long.valueOf(words[1]));
        }
        return line != null;
    }

    private void check(String when, Path series) throws Exception {
        try (var open = OpenLedger.in(series)) {
            assertThat(open.number("SELECT COUNT(*) FROM calls WHERE state <> 'settled'"))
                    .as(when)
                    .isZero();
            assertThat(open.number("SELECT COUNT(*) - COUNT(DISTINCT id) FROM calls"))
                    .as(when)
                    .isZero();
            assertThat(open.wrongTotals()).as(when).isEmpty();
            assertThat(ids(open)).as(when).containsAll(begun);
            assertThat(settled(open)).as(when).containsAllEntriesOf(printed);
            assertThat(open.rows("PRAGMA integrity_check")).as(when).containsExactly(Map.of("integrity_check", "ok"));
        }
    }

    private static Set<String> ids(OpenLedger open) {
        return open.database.read(tables ->
                tables.createQuery("SELECT id FROM calls").mapTo(String.class).set());
    }

    private static Map<String, Long> settled(OpenLedger open) {
        return open.database.read(tables -> {
            var costs = new HashMap<String, Long>();
            tables.createQuery("SELECT id, cost_pico FROM calls WHERE ending = 'complete' AND basis = 'exact'")
                    .map((row, _) -> Map.entry(row.getString("id"), row.getLong("cost_pico")))
                    .forEach(entry -> costs.put(entry.getKey(), entry.getValue()));
            return costs;
        });
    }
}
