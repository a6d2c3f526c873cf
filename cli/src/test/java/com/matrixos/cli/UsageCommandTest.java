package com.matrixos.cli;

import static com.matrixos.cli.ScriptedProxy.usd;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.usage.UsageRow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsageCommandTest {
    @TempDir
    Path folder;

    private final ScriptedProxy proxy = new ScriptedProxy();
    private Typed typed;

    @BeforeEach
    void open() {
        typed = new Typed(folder, Map.of("PROXY_PORT", Integer.toString(proxy.port())));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void usageOfEverybodyComesFromAllPages() {
        proxy.hasSpent("alice", "0.0123", "1.2", "3.4");
        proxy.hasSpent("bob", "0", "0.000012345", "0.000012345");
        proxy.hasSpent("carol", "6", "6", "6");
        run("quota", "--default", "--daily", "5");
        run("quota", "bob", "--monthly", "none", "--daily", "none");
        run("quota", "carol", "--disable");

        run("usage");

        assertThat(typed.out()).isEqualTo("""
                USER       TODAY   DAILY LIMIT  THIS MONTH  MONTHLY LIMIT     IN ALL
                alice    $0.0123  0 % of $5.00       $1.20           none      $3.40
                bob        $0.00          none   $0.000012           none  $0.000012
                carol      $6.00       blocked       $6.00        blocked      $6.00
                (all 3)  $6.0123                     $7.20                     $9.40
                """);
    }

    @Test
    void furtherPagesAreAskedOfTheSameProxyWhateverItCallsItself() {
        proxy.callsItself("https://proxy.invalid");
        proxy.hasSpent("alice", "1", "1", "1");
        proxy.hasSpent("bob", "1", "1", "1");
        proxy.hasSpent("carol", "1", "1", "1");

        run("usage");

        assertThat(typed.out()).contains("(all 3)");
    }

    @Test
    void usageOfNobodyIsSaidSo() {
        run("usage");

        assertThat(typed.out()).isEqualTo("Nobody has spent anything yet.\n");
    }

    @Test
    void usageOfOneShowsTheBudgetToo() {
        proxy.hasSpent("alice", "0.5", "1.2", "3.4");
        proxy.holds("0.02");
        run("quota", "alice", "--daily", "5");

        run("usage", "alice");

        assertThat(typed.out()).isEqualTo("""
                alice has spent $0.50 today, $1.20 this month, $3.40 in all.
                  daily    [##..................] 10 % of $5.00: $0.50 used, $0.02 held for calls under way, $4.48 left \
                until 2026-01-03T00:00:00Z
                  monthly  $1.20, $0.02 held for calls under way, no limit
                """);
    }

    @Test
    void usageByModelIsATable() {
        proxy.breaksDownTo(
                new UsageRow("claude-x", 12, 1_234_567, 9, 8, 7, 6, usd("1.5"), usd("0")),
                new UsageRow("", 1, 0, 0, 0, 0, 0, usd("0.1"), usd("0.1")));

        run("usage", "alice", "--by", "model", "--from", "2026-01-01", "--to", "2026-01-31");

        assertThat(proxy.asked()).contains("GET /usage/alice/by", "model 2026-01-01 2026-01-31");
        assertThat(typed.out()).startsWith("""
                MODEL     CALLS      INPUT  CACHE READ  WRITE 5M  WRITE 1H  OUTPUT   COST  ESTIMATED
                claude-x     12  1,234,567           9         8         7       6  $1.50      $0.00
                (none)        1          0           0         0         0       0  $0.10      $0.10
                """);
    }

    @Test
    void aNameFromAComputerCannotGiveTheTerminalOrders() {
        proxy.breaksDownTo(new UsageRow("x\u001b[2J\u202ey\n", 1, 0, 0, 0, 0, 0, usd("0"), usd("0")));

        run("usage", "alice", "--by", "session");

        assertThat(typed.out()).contains("x?[2J?y?  ").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void csvIsTheProxysOwnWithOneHeading() {
        proxy.hasSpent("alice", "0.01", "0.02", "0.03");
        proxy.hasSpent("bob", "0", "0", "0");
        proxy.hasSpent("carol", "0", "0", "1");

        run("usage", "--csv");

        assertThat(typed.out())
                .isEqualTo("userId,daily,monthly,total\r\n"
                        + "alice,0.010000000,0.020000000,0.030000000\r\n"
                        + "bob,0.000000000,0.000000000,0.000000000\r\n"
                        + "carol,0.000000000,0.000000000,1.000000000\r\n");
    }

    @Test
    void csvOfOneAndOfABreakdown() {
        proxy.hasSpent("alice", "0.01", "0.02", "0.03");
        proxy.breaksDownTo(new UsageRow("2026-01-02", 12, 0, 0, 0, 0, 0, usd("0"), usd("0")));

        run("usage", "alice", "--csv");
        assertThat(typed.out()).isEqualTo("daily,monthly,total\r\n0.010000000,0.020000000,0.030000000\r\n");

        run("usage", "alice", "--by", "day", "--csv");
        assertThat(typed.out()).isEqualTo("key,calls,…\r\n2026-01-02,12,…\r\n");
    }

    private void run(String... arguments) {
        assertThat(typed.run(arguments)).as(String.join(" ", arguments)).isZero();
    }
}
