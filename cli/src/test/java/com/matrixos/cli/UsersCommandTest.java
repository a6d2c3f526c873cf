package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersCommandTest {
    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();
    private Typed typed;

    @BeforeEach
    void open() {
        typed = new Typed(folder, Map.of("PLATFORM_PORT", Integer.toString(site.port())));
        site.users.has("ali", "user");
        site.users.has("alice", "admin");
        site.users.has("bob", "user");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void allPagesAreOneTable() {
        site.users.hasComputer("bob", "1.250000000");

        run("users", "list");

        assertThat(typed.out()).isEqualTo("""
                HANDLE  ROLE   STATE   E-MAIL             COMPUTER  LAST SEEN  THIS MONTH
                ali     user   active  ali@example.com    -         -                   -
                alice   admin  active  alice@example.com  -         -                   -
                bob     user   active  bob@example.com    running   -               $1.25
                """);
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void filtersAreThePlatforms() {
        run("users", "list", "--role", "admin");
        assertThat(typed.out()).contains("alice").doesNotContain("bob");

        run("users", "list", "--search", "bob@");
        assertThat(typed.out()).contains("bob").doesNotContain("alice");

        site.users.set("ali", "state", "suspended");
        run("users", "list", "--state", "suspended");
        assertThat(typed.out()).contains("suspended").doesNotContain("alice");

        run("users", "list", "--search", "nobody & all=1");
        assertThat(typed.out()).isEqualTo("There are no such users.\n");
    }

    @Test
    void whereAListIsCutIsSaid() {
        run("users", "list", "--limit", "2");
        assertThat(typed.out()).contains("alice").doesNotContain("bob");
        assertThat(typed.err()).isEqualTo("(only the first 2 of 3; --limit N shows more)\n");

        run("users", "list", "--limit", "3");
        assertThat(typed.err()).isEmpty();

        run("users", "list", "--limit", "1", "--json");
        assertThat(typed.out()).contains("\"ali\"").doesNotContain("alice");
        assertThat(typed.err()).contains("only the first 1 of 3");
    }

    @Test
    void forProgramsThereAreTheApisOwnNamesAndDigits() {
        site.users.hasComputer("bob", "0.000010000");
        site.users.set("ali", "email", "=cmd|calc!a1\u001b[2J@example.com");

        run("users", "list", "--csv");
        assertThat(typed.out())
                .startsWith("handle,id,email,role,state,createdAt,")
                .contains(",0.000010000\n", "'=cmd|calc!a1?[2J@example.com")
                .doesNotContain("\u001b");

        run("users", "list", "--json");
        assertThat(typed.out())
                .contains("\"nextCursor\" : null", "\"total\" : 3", "\"monthUsd\" : 0.000010000", "\\u001B[2J");
    }

    @Test
    void oneIsShownWithAllThatIsKnown() {
        site.users.hasComputer("alice", "2");

        run("users", "show", "alice");
        assertThat(typed.out())
                .containsPattern("id +usr_alice\n")
                .containsPattern("second factor +no\n")
                .containsPattern("computer +running\n")
                .containsPattern("leaves +-\n")
                .containsPattern("this month +\\$2\\.00\n");

        run("users", "show", "alice", "--json");
        assertThat(typed.out()).startsWith("{").contains("\"id\" : \"usr_alice\"");
    }

    @Test
    void aHandleThatOthersContainIsFoundExactly() {
        run("users", "suspend", "ali");

        assertThat(site.users.account("ali")).containsEntry("state", "suspended");
        assertThat(site.users.account("alice")).containsEntry("state", "active");
    }

    @Test
    void aHandleThatOnlyOthersContainIsNobodys() {
        assertThat(typed.run("users", "suspend", "lic")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo("There is no user of the handle lic. See who there is: ./matrixos users list\n");
        assertThat(site.asked()).containsOnly("GET /api/users");
    }

    @Test
    void aNewAccountsLinkIsPrintedAlone() {
        run("users", "create", "carla", "--email", "carla@example.com");

        assertThat(typed.out()).isEqualTo("http://localhost/reset#token=new-carla\n");
        assertThat(typed.err()).contains("./matrixos users reset-link carla");
        assertThat(site.users.account("carla"))
                .containsEntry("role", "user")
                .containsEntry("email", "carla@example.com");

        run("users", "create", "dora", "--email", "dora@example.com", "--admin");
        assertThat(site.users.account("dora")).containsEntry("role", "admin");
    }

    @Test
    void aTakenHandleIsRefusedInWords() {
        assertThat(typed.run("users", "create", "bob", "--email", "b@example.com"))
                .isEqualTo(1);

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).isEqualTo("The platform refused (409): the handle bob is taken\n");
    }

    @Test
    void rolesAndStatesAreChanged() {
        run("users", "make-admin", "bob");
        assertThat(site.users.account("bob")).containsEntry("role", "admin");
        assertThat(typed.out()).isEqualTo("bob is an admin.\n");

        run("users", "make-user", "bob");
        assertThat(site.users.account("bob")).containsEntry("role", "user");

        run("users", "suspend", "bob");
        run("users", "activate", "bob");
        assertThat(site.users.account("bob")).containsEntry("state", "active");
        assertThat(typed.out()).isEqualTo("bob is active.\n");
    }

    @Test
    void aResetLinkIsPrintedAlone() {
        run("users", "reset-link", "bob");

        assertThat(typed.out()).isEqualTo("http://localhost/reset#token=bob\n");
        assertThat(typed.err()).contains("good once, until " + ScriptedSite.TIME);
    }

    @Test
    void sessionsAreEnded() {
        run("users", "sign-out", "bob");

        assertThat(site.users.signedOut()).containsExactly("bob");
    }

    @Test
    void whoeverDeletesTypesTheHandleAgain() {
        typed.terminal().types("bob");

        run("users", "delete", "bob");

        assertThat(site.users.account("bob")).isNull();
        assertThat(typed.err()).contains("This deletes the account of bob.", "Type the handle to go on: ");
        assertThat(typed.out()).isEqualTo("The account of bob is deleted.\n");
    }

    @Test
    void anotherHandleDeletesNobody() {
        typed.terminal().types("alice");

        assertThat(typed.run("users", "delete", "bob")).isEqualTo(1);

        assertThat(site.users.account("bob")).isNotNull();
        assertThat(site.users.account("alice")).isNotNull();
        assertThat(typed.err()).contains("Nothing was done: that is not the handle bob.");
    }

    @Test
    void whereNobodyTypesNothingIsDeletedUnlessItWasMeant() {
        assertThat(typed.run("users", "delete", "bob")).isEqualTo(1);
        assertThat(site.users.account("bob")).isNotNull();
        assertThat(typed.err()).contains("say --yes");

        run("users", "delete", "bob", "--yes");
        assertThat(site.users.account("bob")).isNull();
    }

    @Test
    void theOperatorsSecretIsWanted() {
        site.secret("s3cret");

        assertThat(typed.run("users", "list")).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("The platform refused (401): you are not signed in\n"
                        + "Set PLATFORM_SECRET to the one that the platform was started with.\n");

        typed.export("PLATFORM_SECRET", "s3cret");
        run("users", "list");
    }

    @Test
    void aPlatformThatIsDownIsSaidSo() {
        typed.export("PLATFORM_PORT", "1");

        assertThat(typed.run("users", "list")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo("The platform does not answer at http://127.0.0.1:1. Start it with: ./matrixos up\n");
    }

    private void run(String... arguments) {
        assertThat(typed.run(arguments))
                .as(String.join(" ", arguments) + "\n" + typed.err())
                .isZero();
    }
}
