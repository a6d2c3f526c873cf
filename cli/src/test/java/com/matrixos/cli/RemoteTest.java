package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which platform a command is for: two of them, and somebody who is signed in on one.
final class RemoteTest {
    @TempDir
    Path folder;

    private final ScriptedSite here = new ScriptedSite();
    private final ScriptedSite there = new ScriptedSite();
    private Typed typed;

    @BeforeEach
    void open() {
        typed = new Typed(
                folder,
                Map.of(
                        "HOME",
                        folder.toString(),
                        "PLATFORM_PORT",
                        Integer.toString(here.port()),
                        "PLATFORM_SECRET",
                        "op"));
        here.secret("op");
        here.users.has("local", "user");
        there.secret("another operator's");
        there.users.has("alice", "admin");
        there.users.has("bob", "user");
        there.computers.has("alice", "running");
        there.computers.has("bob", "running");
        assertThat(typed.run("login", "--url", there.url())).isZero();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void unlessItIsSaidOtherwiseThisMachineIsMeant() {
        assertThat(typed.run("users", "list")).isZero();

        assertThat(typed.out()).contains("local").doesNotContain("alice");
    }

    @Test
    void remoteMeansWhereOneIsSignedIn() {
        assertThat(typed.run("users", "list", "--remote")).as(typed.err()).isZero();
        assertThat(typed.out()).contains("alice").doesNotContain("local");

        assertThat(typed.run("users", "--remote", "show", "bob"))
                .as(typed.err())
                .isZero();
        assertThat(typed.run("audit", "verify", "--remote")).as(typed.err()).isZero();
        assertThat(typed.run("containers", "stop", "bob", "--remote"))
                .as(typed.err())
                .isZero();
        assertThat(there.computers.row("bob")).containsEntry("state", "stopped");
        assertThat(here.asked()).isEmpty();
    }

    @Test
    void theVariableStandsForTheOption() {
        typed.export("MATRIXOS_URL", there.url());

        assertThat(typed.run("users", "list")).as(typed.err()).isZero();

        assertThat(typed.out()).contains("alice");
    }

    @Test
    void aTokenIsShownToNobodyElse() {
        typed.export("MATRIXOS_URL", here.url());

        assertThat(typed.run("users", "list")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo(
                        "MATRIXOS_URL is %1$s, but you are signed in as alice at %2$s. Sign in there with: ./matrixos login --url %1$s%n"
                                .formatted(here.url(), there.url()));
        assertThat(here.asked()).isEmpty();
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        assertThat(typed.run("logout")).isZero();

        assertThat(typed.run("users", "list", "--remote")).isEqualTo(1);

        assertThat(typed.err()).contains("Nobody is signed in here.");
    }

    @Test
    void whoIsNoAdminFindsNothingButTheirOwn() {
        there.users.set("alice", "role", "user");

        assertThat(typed.run("users", "list", "--remote")).isEqualTo(1);
        assertThat(typed.err()).contains("refused (404)", "What is for admins does not exist for others");

        assertThat(typed.run("containers", "list", "--remote")).as(typed.err()).isZero();
        assertThat(typed.out()).contains("alice", "running").doesNotContain("bob");

        assertThat(typed.run("containers", "show", "alice", "--remote"))
                .as(typed.err())
                .isZero();
        assertThat(typed.out()).containsPattern("STATE +running");

        assertThat(typed.run("containers", "show", "bob", "--remote")).isEqualTo(1);
        assertThat(typed.run("containers", "stop", "bob", "--remote")).isEqualTo(1);
        assertThat(there.computers.row("bob")).containsEntry("state", "running");
    }

    @Test
    void aPlatformThatIsGoneIsSaidSo() {
        String url = there.url();
        there.close();

        assertThat(typed.run("users", "list", "--remote")).isEqualTo(1);

        assertThat(typed.err()).isEqualTo(url + " does not answer. Check the address and the network.\n");
    }
}
