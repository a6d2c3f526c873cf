package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContainersCommandTest {
    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();
    private Typed typed;

    @BeforeEach
    void open() {
        typed = new Typed(folder, Map.of("PLATFORM_PORT", Integer.toString(site.port())));
        site.computers.has("alice", "running");
        site.computers.has("bob", "stopped");
        site.computers.has("carol", "failed");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void allPagesAreOneTable() {
        run("containers", "list");

        assertThat(typed.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "HANDLE  STATE    OWNER   MEMORY   CPU     DISK     TODAY  THIS MONTH  OUTDATED  LAST ACTIVE",
                        "alice   running  alice  118 MiB  13 %  1.5 GiB  $0.00001       $1.25  yes       "
                                + ScriptedSite.TIME,
                        "bob     stopped  bob          -     -  1.5 GiB  $0.00001       $1.25  yes       "
                                + ScriptedSite.TIME,
                        "carol   failed   carol        -     -  1.5 GiB  $0.00001       $1.25  yes       "
                                + ScriptedSite.TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sort=-handle", "--sort -handle"})
    void sortingIsThePlatforms(String sort) {
        run(("containers list " + sort).split(" ", -1));

        assertThat(typed.out().indexOf("carol")).isBetween(0, typed.out().indexOf("alice"));
    }

    @Test
    void someAreListed() {
        run("containers", "list", "--status", "stopped");
        assertThat(typed.out()).contains("bob").doesNotContain("alice");

        run("containers", "list", "--status", "frozen");
        assertThat(typed.out()).isEqualTo("There are no such computers.\n");

        run("containers", "list", "--csv", "--limit", "1");
        assertThat(typed.out())
                .startsWith("handle,state,cause,owner.handle,")
                .contains("alice,running,visited,alice,usr_alice,", ",123731968,268435456,12.6,", ",0.000010000,")
                .doesNotContain("bob");
    }

    @Test
    void oneIsShown() {
        run("containers", "show", "alice");
        assertThat(typed.out())
                .containsPattern("because +visited\n")
                .containsPattern("memory limit +256 MiB\n")
                .containsPattern("daily limit +\\$5\\.00\n")
                .containsPattern("monthly limit +-\n");

        run("containers", "show", "alice", "--json");
        assertThat(typed.out()).startsWith("{").contains("\"monthUsd\" : 1.250000000");
    }

    @ParameterizedTest
    @CsvSource({
        "start, bob, running, Started bob.",
        "stop, alice, stopped, Stopped alice.",
        "restart, carol, running, Restarted carol."
    })
    void ordersAreGiven(String order, String handle, String state, String said) {
        run("containers", order, handle);

        assertThat(site.computers.row(handle)).containsEntry("state", state);
        assertThat(typed.out()).isEqualTo(said + "\n");
    }

    @Test
    void oneIsUpdated() {
        run("containers", "update", "alice");

        assertThat(site.computers.row("alice")).containsEntry("outdated", false);
    }

    @Test
    void oneThatWillNotIsSaidSo() {
        site.computers.has("stubborn", "stopped");

        assertThat(typed.run("containers", "start", "stubborn")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo("The platform refused (503): the engine does not answer\nSee: ./matrixos logs platform\n");
    }

    @Test
    void whoIsTooFastIsToldHowLongToWait() {
        site.computers.has("busy", "stopped");

        assertThat(typed.run("containers", "start", "busy")).isEqualTo(1);

        assertThat(typed.err()).isEqualTo("The platform refused (429): too many orders\nTry again in 30 s.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "start", "stop", "restart", "destroy --yes", "events"})
    void oneThatIsNotThereIsSaidSo(String command) {
        assertThat(typed.run(("containers " + command + " ../alice").split(" ", -1)))
                .isEqualTo(1);

        assertThat(typed.err()).contains("refused (").doesNotContain("Exception");
        assertThat(site.computers.row("alice")).containsEntry("state", "running");
    }

    @Test
    void whoeverDestroysTypesTheHandleAgain() {
        typed.terminal().types("alice");
        assertThat(typed.run("containers", "destroy", "bob")).isEqualTo(1);
        assertThat(site.computers.isThere("bob")).isTrue();

        typed.terminal().types(" bob ");
        run("containers", "destroy", "bob");
        assertThat(site.computers.isThere("bob")).isFalse();
        assertThat(typed.out()).isEqualTo("Destroyed bob.\n");

        run("containers", "destroy", "carol", "--yes");
        assertThat(site.computers.isThere("carol")).isFalse();
    }

    @Test
    void aComputerIsMadeForAnIdOrForWhoeverHasTheHandle() {
        run("containers", "provision", "lab", "usr_x");
        assertThat(site.computers.row("lab")).containsEntry("ownerId", "usr_x");

        site.users.has("dora", "user");
        run("containers", "provision", "dora");
        assertThat(site.computers.row("dora")).containsEntry("ownerId", "usr_dora");

        assertThat(typed.run("containers", "provision", "erik")).isEqualTo(1);
        assertThat(typed.err()).contains("There is no user of the handle erik");
    }

    @Test
    void eventsAreATable() {
        run("containers", "events", "alice");
        assertThat(typed.out()).containsPattern("provision +Made +ok").containsPattern("start +Started +ok .*visited");

        run("containers", "events", "alice", "--limit", "1");
        assertThat(typed.out()).doesNotContain("Started");
        assertThat(typed.err()).contains("only the first 1");
    }

    @Test
    void aLogObeysNoTerminal() {
        run("containers", "logs", "alice");
        assertThat(typed.out()).isEqualTo("booting\ngateway: listening    port=4001\nevil ?[2J\n");

        run("containers", "logs", "alice", "--tail", "2");
        assertThat(typed.out()).isEqualTo("gateway: listening    port=4001\nevil ?[2J\n");
    }

    @Test
    void aLogIsFollowedUntilThePlatformEndsIt() {
        run("containers", "logs", "alice", "-f", "--tail", "2");

        assertThat(typed.out()).isEqualTo("gateway: listening    port=4001\nevil ?[2J\n");
        assertThat(typed.err()).isEqualTo("(the platform has ended the log)\n");
    }

    @Test
    void aLogThatBreaksOffIsSaidSo() {
        site.computers.has("cutoff", "running");

        assertThat(typed.run("containers", "logs", "cutoff", "-f")).isEqualTo(1);

        assertThat(typed.err())
                .contains("broke off", "See: ./matrixos logs platform")
                .doesNotContain("Exception");
    }

    @Test
    void followingALogThatIsRefusedSaysWhy() {
        site.secret("s3cret");

        assertThat(typed.run("containers", "logs", "alice", "-f")).isEqualTo(1);

        assertThat(typed.err()).startsWith("The platform refused (401): you are not signed in\n");
    }

    private void run(String... arguments) {
        assertThat(typed.run(arguments))
                .as(String.join(" ", arguments) + "\n" + typed.err())
                .isZero();
    }
}
