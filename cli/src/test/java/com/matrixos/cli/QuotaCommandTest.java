package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuotaCommandTest {
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
    void changingOneLimitKeepsTheOther() {
        run("quota", "alice", "--daily", "5", "--monthly", "50");

        run("quota", "alice", "--daily", "0.50");
        assertThat(proxy.quotaOf("alice"))
                .isEqualTo(new Quota("alice", new BigDecimal("0.50"), new BigDecimal("50"), true));

        run("quota", "alice", "--monthly", "none", "--disable");
        assertThat(proxy.quotaOf("alice")).isEqualTo(new Quota("alice", new BigDecimal("0.50"), null, false));
        assertThat(typed.out()).contains("alice has limits of its own", "blocked");

        run("quota", "alice", "--enable");
        assertThat(proxy.quotaOf("alice")).isEqualTo(new Quota("alice", new BigDecimal("0.50"), null, true));
    }

    @Test
    void aFirstLimitOfOnesOwnStartsFromTheDefault() {
        run("quota", "--default", "--daily", "5", "--monthly", "50");

        run("quota", "alice", "--daily", "1");

        assertThat(proxy.quotaOf("alice"))
                .isEqualTo(new Quota("alice", new BigDecimal("1"), new BigDecimal("50"), true));
    }

    @Test
    void theDefaultIsShownAndChanged() {
        run("quota", "--default");
        assertThat(typed.out()).isEqualTo("Who has no limits of their own: daily none, monthly none\n");

        run("quota", "--default", "--daily", "5");
        run("quota", "--default", "--monthly", "50", "--disable");

        assertThat(proxy.standard()).isEqualTo(new QuotaDefault(new BigDecimal("5"), new BigDecimal("50"), false));
        assertThat(typed.out())
                .isEqualTo("Who has no limits of their own: daily $5.00, monthly $50.00, and every call is refused\n");
    }

    @Test
    void showingAQuotaChangesNothing() {
        proxy.hasSpent("alice", "4.9999", "4.9999", "4.9999");
        run("quota", "--default", "--daily", "5");

        run("quota", "alice");

        assertThat(proxy.quotaOf("alice")).isNull();
        assertThat(typed.out()).isEqualTo("""
                alice has the default limits
                  daily    [###################.] 99 % of $5.00: $4.9999 used, $0.0001 left until 2026-01-03T00:00:00Z
                  monthly  $4.9999, no limit
                """);
    }

    @Test
    void aSpentBudgetAndOneOfNothingAreFull() {
        proxy.hasSpent("alice", "7.5", "7.5", "7.5");
        run("quota", "alice", "--daily", "5", "--monthly", "0");

        run("quota", "alice");

        assertThat(typed.out())
                .contains("[####################] 150 % of $5.00: $7.50 used, -$2.50 left")
                .contains("[####################] 100 % of $0.00");
    }

    @Test
    void allQuotasComeFromAllPages() {
        run("quota", "--default", "--daily", "5");
        run("quota", "alice", "--daily", "0.125");
        run("quota", "bob", "--disable");
        run("quota", "carol", "--monthly", "1000000");

        run("quota");

        assertThat(typed.out()).isEqualTo("""
                USER        DAILY      MONTHLY  CALLS
                (default)   $5.00         none  allowed
                alice      $0.125         none  allowed
                bob         $5.00         none  refused
                carol       $5.00  $1000000.00  allowed
                """);
    }

    private void run(String... arguments) {
        assertThat(typed.run(arguments)).as(String.join(" ", arguments)).isZero();
    }
}
