package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.TokenInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyCommandsTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "usage --by day                                        | --by wants the handle of one user",
                "usage alice --by hour                                 | is none of model, day, session and agent",
                "usage alice --from 2026-01-01                         | --from and --to want --by",
                "usage alice --by day --from 01.02.2026                | is not a date like 2026-11-26",
                "usage alice --by day --from 2026-02-30                | is not a date like 2026-11-26",
                "usage alice --by day --from 2026-01-02 --to 2026-01-01 | --to is before --from",
                "quota --daily 5                                       | Name a HANDLE, or say --default",
                "quota alice --default                                 | Either HANDLE or --default",
                "quota alice --enable --disable                        | mutually exclusive",
                "quota alice --daily -5                                | neither an amount in USD",
                "quota alice --daily NaN                               | neither an amount in USD",
                "quota alice --daily 1e3                               | neither an amount in USD",
                "quota alice --daily 0.0000000000001                   | must not have more than 12 decimals",
                "quota alice --monthly 1000001                         | must not exceed 1000000 USD",
                "token                                                 | Missing required subcommand",
                "token create                                          | Missing required parameter: 'USER'",
                "prices check                                          | Missing required parameter: 'FILE'",
            })
    void wrongUsageEndsWithTwoAndAsksNothing(String command, String reason) {
        assertThat(typed.run(command.strip().split(" "))).isEqualTo(2);

        assertThat(typed.err()).contains(reason).doesNotContain("Exception");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void aNewTokenIsPrintedAlone() {
        run("token", "create", "alice", "--note", "nightly report");

        assertThat(typed.out()).isEqualTo("mx-secret-a1\n");
        assertThat(typed.err()).contains("only now").contains("./matrixos token revoke a1");
        assertThat(proxy.tokens().get("a1").note()).isEqualTo("nightly report");
    }

    @Test
    void tokensAreListedAndRevoked() {
        run("token", "list");
        assertThat(typed.out()).contains("no tokens yet");
        proxy.hasToken(new TokenInfo(
                "container:alice", "container", "alice", "alice", null, "172.18.0.2", "2026-01-01", "2026-01-02"));
        run("token", "create", "bob");

        run("token", "list");
        assertThat(typed.out()).isEqualTo("""
                ID               KIND       USER   COMPUTER  ONLY FROM   CREATED                   OLD ONE GOOD UNTIL  NOTE
                a2               script     bob    -         -           2026-01-02T03:04:05.678Z  -                   -
                container:alice  container  alice  alice     172.18.0.2  2026-01-01                2026-01-02          -
                """);

        run("token", "revoke", "a2");
        assertThat(typed.out()).isEqualTo("Revoked a2.\n");
        assertThat(proxy.tokens()).containsOnlyKeys("container:alice");
    }

    @Test
    void revokingWhatIsNotThereFails() {
        assertThat(typed.run("token", "revoke", "a9")).isEqualTo(1);

        assertThat(typed.err()).isEqualTo("The proxy refused (404): there is no token a9\n");
    }

    @Test
    void pricesAreATable() {
        run("prices");

        assertThat(typed.out()).isEqualTo("""
                MODEL     FROM        TO  STATUS  INPUT  WRITE 5M  WRITE 1H  CACHE READ  OUTPUT
                claude-x  2026-01-01  -   active  $8.00    $10.00    $16.00      $0.025  $40.00
                USD for a million tokens, from built-in, read 2026-01-02T03:04:05.678Z
                """);
    }

    @Test
    void aPriceFileIsChecked() throws Exception {
        Path good = Files.writeString(folder.resolve("good.json"), "{}");
        Path bad = Files.writeString(folder.resolve("bad.json"), "[]");

        run("prices", "check", good.toString());
        assertThat(typed.out()).isEqualTo(good + " can be used.\n");

        assertThat(typed.run("prices", "check", bad.toString())).isEqualTo(1);
        assertThat(typed.err()).isEqualTo(bad + " cannot be used:\n  models: missing\n  unit: missing\n");
    }

    @Test
    void thePriceFilesSignatureIsSentAlong() throws Exception {
        Path file = Files.writeString(folder.resolve("signed.json"), "{}");
        run("prices", "check", file.toString());
        assertThat(proxy.signatures()).isEmpty();
        Files.writeString(folder.resolve("signed.json.sig"), "a+/b==\n");
        run("prices", "check", file.toString());
        assertThat(proxy.signatures()).containsExactly("a+/b==");
    }

    @Test
    void aFileThatIsNotThereOrTooLargeIsNotSent() throws Exception {
        Path large = Files.write(folder.resolve("large.json"), new byte[1024 * 1024 + 1]);

        assertThat(typed.run("prices", "check", large.toString())).isEqualTo(1);
        assertThat(typed.err()).contains("larger than 1 MiB");
        assertThat(typed.run("prices", "check", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(typed.err()).contains("Cannot read the file");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void reloadingSaysWhatItDidOrWhyNot() {
        run("prices", "reload");
        assertThat(typed.out()).contains("12 prices are in force; 3 calls");

        proxy.spoilThePriceFile("models[0].input: must be a number");
        assertThat(typed.run("prices", "reload")).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("The proxy refused (400): the price file cannot be used\n"
                        + "  models[0].input: must be a number\n");
    }

    @Test
    void aProxyThatIsDownIsSaidSo() {
        typed.export("PROXY_PORT", "1");

        assertThat(typed.run("usage")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo("The proxy does not answer at http://127.0.0.1:1. Start it with: ./matrixos up\n");
    }

    @Test
    void aLostLedgerPointsToTheLog() {
        proxy.loseTheLedger();

        assertThat(typed.run("usage", "alice")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo("The proxy refused (503): the ledger cannot be read\nSee: ./matrixos logs proxy\n");
    }

    @Test
    void theSecretIsSentAndItsLackExplained() {
        proxy.secret("s3cret");

        assertThat(typed.run("quota")).isEqualTo(1);
        assertThat(typed.err())
                .contains("(401): the operator's secret is wanted")
                .contains("Set PLATFORM_SECRET to the one that the proxy was started with.");

        typed.export("PLATFORM_SECRET", "s3cret");
        run("quota");
    }

    @Test
    void aHandleCannotReachAnotherPath() {
        assertThat(typed.run("usage", "../tokens")).isEqualTo(1);
        assertThat(typed.run("usage", "alice?x=y#z")).isZero();

        assertThat(proxy.asked()).doesNotContain("GET /tokens");
    }

    @Test
    void anAnswerThatIsNotUnderstoodIsNotAStackTrace() {
        assertThat(typed.run("usage", "summary")).isEqualTo(1);

        assertThat(typed.err())
                .contains("answers what this command does not understand")
                .doesNotContain("\tat ");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : new String[] {"usage", "quota", "token", "token create", "prices", "prices check"}) {
            run((command + " --help").split(" "));
            assertThat(typed.out()).startsWith("Usage: matrixos " + command);
        }
    }

    private void run(String... arguments) {
        assertThat(typed.run(arguments)).as(String.join(" ", arguments)).isZero();
    }
}
