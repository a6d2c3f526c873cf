package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginTest {
    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();
    private Path file;
    private Typed typed;

    @BeforeEach
    void open() {
        file = folder.resolve("home/.config/matrixos/credentials.json");
        typed = new Typed(folder, Map.of("HOME", folder.resolve("home").toString()));
        site.users.has("alice", "user");
        site.secret("the operator's");
    }

    @AfterEach
    void close() {
        Thread.interrupted(); // one test breaks off
        site.close();
    }

    @Test
    void addressAndCodeAreShownAndTheTokenIsKept() throws IOException {
        site.device.refuses("authorization-pending", "authorization-pending");

        login();

        assertThat(typed.out()).isEqualTo("""
                Open   %1$s/device
                and type the code   ABCD-EFGH
                or open   %1$s/device#ABCD-EFGH
                Waiting until you have said yes there … (Ctrl-C breaks off)
                Signed in as alice at %1$s.
                """.formatted(site.url()));
        assertThat(typed.err()).isEmpty();
        assertThat(Files.readString(file))
                .isEqualTo("{\"url\":\"%s\",\"handle\":\"alice\",\"token\":\"mat_first\",\"id\":\"id-mat_first\"}"
                        .formatted(site.url()));
        assertThat(pauses()).containsExactly(3L, 3L, 3L);
        assertThat(site.device.userAgent()).startsWith("matrixos command line (");
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Files.createDirectories(file.getParent());
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(file, "left over");

        login();

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFolderOfSettingsMayBeElsewhere() {
        typed.export("XDG_CONFIG_HOME", folder.resolve("settings").toString());
        login();
        assertThat(folder.resolve("settings/matrixos/credentials.json")).exists();

        typed.export("XDG_CONFIG_HOME", "relative");
        login();
        assertThat(file).exists();
    }

    @Test
    void withoutAHomeItIsSaidWhatIsMissing() {
        typed.unset("HOME");

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).contains("Set HOME or XDG_CONFIG_HOME");
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void whoIsAskedTooOftenIsAskedLessOften() {
        site.device.refuses("slow-down", "authorization-pending", "slow-down");

        login();

        assertThat(pauses()).containsExactly(3L, 8L, 8L, 13L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "internal", "too-many-requests"})
    void whatPassesEndsNothing(String reason) {
        site.device.refuses("authorization-pending", reason, "authorization-pending");

        login();

        assertThat(pauses()).containsExactly(3L, 3L, 8L, 8L);
    }

    @ParameterizedTest
    @CsvSource({
        "access-denied, It was refused in the browser. You are not signed in.",
        "expired-token, The code has expired",
        "bad-request, not now: bad-request"
    })
    void aRefusalEndsIt(String slug, String reason) {
        site.device.refuses("authorization-pending", slug);

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).contains(reason).doesNotContain("Exception");
        assertThat(file).doesNotExist();
    }

    @Test
    void whoWaitsForNobodyStopsWhenTheCodeExpires() {
        site.device.refuses(
                Stream.generate(() -> "authorization-pending").limit(1000).toArray(String[]::new));

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).contains("The code has expired", "./matrixos login");
        assertThat(pauses().stream().mapToLong(Long::longValue).sum()).isEqualTo(600);
    }

    @Test
    void brokenOffItLeavesNothingBehind() {
        site.device.refuses("authorization-pending", "authorization-pending", "authorization-pending");
        typed.terminal().breaksOffAfter(2);

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).isEqualTo("Interrupted. You are not signed in.\n");
        assertThat(file.getParent()).doesNotExist();
        assertThat(site.tokens()).isEmpty();
    }

    @Test
    void brokenOffItLeavesWhoWasSignedInBefore() throws IOException {
        login();
        site.device.refuses("access-denied");

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(Files.readString(file)).contains("mat_first");
        assertThat(site.tokens()).containsExactly("mat_first");
    }

    @Test
    void aNewTokenEndsTheOneBefore() throws IOException {
        login();
        site.device.willGive("mat_second");

        login();

        assertThat(Files.readString(file)).contains("mat_second").doesNotContain("mat_first");
        assertThat(site.tokens()).containsExactly("mat_second");
    }

    @Test
    void aTokenThatCannotBeKeptIsRevoked() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/.config"), "a file in the way");

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).contains("credentials.json cannot be written, so you are not signed in");
        assertThat(site.tokens()).isEmpty();
    }

    @Test
    void aTokenThatIsNoneIsNotTaken() {
        site.device.willGive("two\r\nheaders: 1");

        assertThat(typed.run("login", "--url", site.url())).isEqualTo(1);

        assertThat(typed.err()).contains("answers with what is no token");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "ftp://a.example.com",
                "https://",
                "https://a.example.com/x",
                "https://u:p@a.example.com",
                "https://a.example.com?x",
                "a b",
                "mailto:a@b"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThat(typed.run("login", "--url", url)).isEqualTo(1);

        assertThat(typed.err()).contains("is not the address of a Matrix OS").doesNotContain("Exception");
    }

    @Test
    void noTokenTravelsInTheOpen() {
        assertThat(typed.run("login", "--url", "http://api.example.com:81")).isEqualTo(1);

        assertThat(typed.err()).contains("Use https://api.example.com:81 instead");
    }

    @Test
    void withoutAnAddressItIsTheVariablesOrThisMachines() {
        typed.export("PLATFORM_PORT", Integer.toString(site.port()));
        assertThat(typed.run("login")).as(typed.err()).isZero();
        assertThat(typed.out()).contains("Signed in as alice at " + site.url());

        typed.export("PLATFORM_PORT", "1");
        typed.export("MATRIXOS_URL", site.url() + "/");
        assertThat(typed.run("login")).as(typed.err()).isZero();
    }

    @Test
    void whoamiSaysWhatThePlatformSays() {
        login();
        site.users.set("alice", "role", "admin");

        assertThat(typed.run("whoami")).isZero();
        assertThat(typed.out()).isEqualTo("alice (admin, active) at " + site.url() + "\n");

        assertThat(typed.run("whoami", "--json")).isZero();
        assertThat(typed.out()).startsWith("{").contains("\"id\" : \"usr_alice\"");
    }

    @Test
    void whoamiSaysWhenNobodyIs() {
        assertThat(typed.run("whoami")).isEqualTo(1);

        assertThat(typed.err()).contains("Nobody is signed in here.", "./matrixos login --url");
    }

    @Test
    void aTokenThatWasRevokedElsewhereIsSaidSo() {
        login();
        site.forgets("mat_first");

        assertThat(typed.run("whoami")).isEqualTo(1);

        assertThat(typed.err())
                .isEqualTo(
                        "%1$s refused (401): you are not signed in%nSign in again with: ./matrixos login --url %1$s%n"
                                .formatted(site.url()));
    }

    @Test
    void logoutRevokesAndForgets() {
        login();

        assertThat(typed.run("logout")).isZero();

        assertThat(typed.out()).isEqualTo("Signed out: alice at " + site.url() + ".\n");
        assertThat(site.tokens()).isEmpty();
        assertThat(file).doesNotExist();

        assertThat(typed.run("logout")).isZero();
        assertThat(typed.out()).isEqualTo("Nobody is signed in here.\n");
    }

    @Test
    void logoutForgetsWhatItCannotRevoke() {
        site.device.keepsIdsToItself();
        login();

        assertThat(typed.run("logout")).isZero();

        assertThat(typed.err()).contains("could not be revoked", "in your account's settings");
        assertThat(site.tokens()).containsExactly("mat_first");
        assertThat(file).doesNotExist();
    }

    @Test
    void logoutWorksWhereThePlatformIsGone() {
        login();
        site.close();

        assertThat(typed.run("logout")).isZero();

        assertThat(typed.err()).contains("could not be revoked", "does not answer");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatOthersMayReadIsNotUsed() throws IOException {
        login();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(typed.run("whoami")).isEqualTo(1);
        assertThat(typed.err()).contains("Others may read your token", "chmod 600");

        assertThat(typed.run("logout")).isZero();
        assertThat(site.tokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "null",
                "[]",
                "{\"url\":\"https://a.example.com\",\"handle\":\"a\",\"token\":\"a b\"}"
            })
    void aSpoiltFileIsSaidSoAndForgotten(String content) throws IOException {
        login();
        Files.writeString(file, content);

        assertThat(typed.run("whoami")).isEqualTo(1);
        assertThat(typed.err()).contains("is not what login wrote").doesNotContain("Exception");

        assertThat(typed.run("logout")).isZero();
        assertThat(file).doesNotExist();
    }

    private void login() {
        assertThat(typed.run("login", "--url", site.url())).as(typed.err()).isZero();
    }

    private List<Long> pauses() {
        return typed.terminal().pauses().stream().map(Duration::toSeconds).toList();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
