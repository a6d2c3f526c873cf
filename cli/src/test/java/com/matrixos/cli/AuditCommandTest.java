package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {
    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();
    private Typed typed;

    @BeforeEach
    void open() {
        typed = new Typed(folder, Map.of("PLATFORM_PORT", Integer.toString(site.port())));
        site.audit.has("alice", "computer.started", "computer:alice");
        site.audit.has("alice", "computer.stopped", "computer:alice");
        site.audit.has("bob", "account.created", "account:usr_bob");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void entriesAreATable() {
        assertThat(typed.run("audit", "list")).isZero();

        assertThat(typed.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "NUMBER  AT                        BY       HANDLE  ACTION            TARGET           RESULT  ADDRESS",
                        "     1  2026-01-02T03:04:05.678Z  account  alice   computer.started  computer:alice   ok      127.0.0.1",
                        "     2  2026-01-02T03:04:05.678Z  account  alice   computer.stopped  computer:alice   ok      127.0.0.1",
                        "     3  2026-01-02T03:04:05.678Z  account  bob     account.created   account:usr_bob  ok      127.0.0.1");
    }

    @Test
    void filtersReachThePlatformOnEveryPage() {
        assertThat(typed.run("audit", "list", "--actor", "alice", "--action", "", "--target", "computer:alice"))
                .isZero();

        assertThat(site.audit.questions()).hasSize(2).containsOnly("alice  computer:alice - -");
    }

    @Test
    void daysAndTimesAreUtcs() {
        assertThat(typed.run("audit", "list", "--since", "2026-11-26", "--until", "2026-11-26T10:00:00+02:00"))
                .isZero();

        assertThat(site.audit.questions()).containsOnly("- - - 2026-11-26T00:00:00.000Z 2026-11-26T08:00:00.000Z");
    }

    @Test
    void csvIsThePlatformsOwn() {
        assertThat(typed.run("audit", "list", "--csv", "--actor", "alice")).isZero();

        assertThat(typed.out()).isEqualTo("seq,action,target\n1,computer.started,\"a?b\"\n");
        assertThat(site.audit.questions()).containsExactly("alice - - - -");
    }

    @Test
    void aWholeChainIsSaidSo() {
        assertThat(typed.run("audit", "verify")).isZero();

        assertThat(typed.out()).isEqualTo("The audit log is whole: 3 entries, the last with f00d.\n");
    }

    @Test
    void aBrokenChainEndsWithOneAndTheFirstBadNumber() {
        site.audit.breakAt(2);

        assertThat(typed.run("audit", "verify")).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("entry 2 is the first");

        assertThat(typed.run("audit", "verify", "--json")).isEqualTo(1);
        assertThat(typed.out()).contains("\"brokenAt\" : 2");
    }
}
