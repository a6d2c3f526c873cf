package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's own logic, run with the real bash from a folder whose name holds a space.
final class LauncherTest {
    private record Ended(int code, String output) {}

    @TempDir
    Path temporary;

    private Path copy;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        copy = temporary.resolve("a checkout");
        Files.createDirectories(copy.resolve("distro/launcher"));
        Files.copy(Checkout.ROOT.resolve("matrixos"), copy.resolve("matrixos"));
        try (Stream<Path> parts = Files.list(Checkout.ROOT.resolve("distro/launcher"))) {
            for (Path part : parts.toList()) {
                Files.copy(
                        part,
                        copy.resolve("distro/launcher")
                                .resolve(part.getFileName().toString()));
            }
        }
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        Ended help = matrixos("help");

        assertThat(help.code()).isZero();
        assertThat(help.output())
                .contains("up [--demo]", "down [--all]", "status", "logs [NAME]", "image", "test", "open HANDLE")
                .contains("bench NAME", "--print-config")
                .contains("usage [HANDLE]", "quota [HANDLE]", "token COMMAND", "prices [COMMAND]")
                .contains("users COMMAND", "containers COMMAND", "audit COMMAND", "setup-code")
                .contains("login [--url URL]", "logout", "whoami");
    }

    @Test
    void commandsForPlatformAndProxyArePassedOnWordByWord() throws Exception {
        assertThat(passedOn("quota", "a b", "--daily", "$5")).isEqualTo("quota|a b|--daily|$5|");
        assertThat(passedOn("token", "list")).isEqualTo("token|list|");
        assertThat(passedOn("users", "list", "--search", "a b")).isEqualTo("users|list|--search|a b|");
        assertThat(passedOn("containers", "logs", "alice", "-f")).isEqualTo("containers|logs|alice|-f|");
        assertThat(passedOn("audit", "verify")).isEqualTo("audit|verify|");
        assertThat(passedOn("login", "--url", "https://a.example.com")).isEqualTo("login|--url|https://a.example.com|");
        assertThat(passedOn("logout")).isEqualTo("logout|");
        assertThat(passedOn("whoami", "--json")).isEqualTo("whoami|--json|");
        assertThat(passedOn("setup-code")).isEqualTo("setup-code|");
    }

    @Test
    void aPriceFileIsMeantFromWhereTheCommandIsGiven() throws Exception {
        assertThat(passedOn("prices", "check", "mine.json")).isEqualTo("prices|check|" + temporary + "/mine.json|");
        assertThat(passedOn("prices", "check", "/tmp/mine.json")).isEqualTo("prices|check|/tmp/mine.json|");
        assertThat(passedOn("prices", "check", "--help")).isEqualTo("prices|check|--help|");
        assertThat(passedOn("prices", "check")).isEqualTo("prices|check|");
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Ended ended = matrixos("upp");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("There is no command \"upp\".");
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        assertThat(matrixos("up", "--dmeo").output()).contains("up knows only --demo, not --dmeo");
        assertThat(matrixos("down", "now").output()).contains("down knows only --all, not now");
    }

    @Test
    void askingBeforeAnythingIsBuiltSaysHowToBegin() throws Exception {
        Ended ended = matrixos("status");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).isEqualTo("Nothing has been built here yet.\nBegin with: ./matrixos up\n");
    }

    @Test
    void javaHomeCountsWhenItIsNewEnough() throws Exception {
        Path jdk = jdk("25.0.3");

        assertThat(tool("JAVA_HOME='" + jdk + "'; need_jdk && echo \"$JAVA_HOME\"")
                        .output())
                .isEqualTo(jdk + "\n");
    }

    @Test
    void anOldJdkIsNotTaken() throws Exception {
        assertThat(tool("is_jdk '" + jdk("17.0.1") + "'").code()).isEqualTo(1);
        assertThat(tool("is_jdk '" + jdk("26") + "'").code()).isZero();
    }

    @Test
    void aRuntimeWithoutACompilerIsNotTaken() throws Exception {
        Path jre = jdk("25.0.3");
        Files.delete(jre.resolve("bin/javac"));

        assertThat(tool("is_jdk '" + jre + "'").code()).isEqualTo(1);
    }

    @Test
    void withoutAJdkItIsSaidHowToGetOne() throws Exception {
        Ended ended = tool("find_jdk() { return 1; }; can_install() { return 1; }; need_jdk");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("needs a JDK 25 or newer").contains("https://adoptium.net/");
    }

    @Test
    void nodeIsComparedByNumber() throws Exception {
        assertThat(node("v18.20.4").code()).isEqualTo(1);
        assertThat(node("v20.9.0").code()).isEqualTo(1);
        assertThat(node("v20.19.0").code()).isZero();
        assertThat(node("v22.0.1").code()).isZero();
    }

    @Test
    void aFailedStepShowsTheEndOfItsOutputAndWhereTheRestIs() throws Exception {
        Ended ended = tool("step 'build it' build sh -c 'echo reason; exit 3'");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("✗ build it", "reason", "\"build it\" failed.", ".matrixos/logs/build.log");
    }

    @Test
    void logsOfTheLastStartsAreKept() throws Exception {
        Ended ended = tool(
                "cd \"$root\" && for n in 1 2 3 4 5 6 7; do rotate log; echo $n >log; done; cat log log.1 log.5; ls log.6");

        assertThat(ended.output()).startsWith("7\n6\n2\n");
        assertThat(ended.code()).isNotZero();
    }

    @Test
    void aPidThatBelongsToSomebodyElseIsNotOurs() throws Exception {
        Ended ended = tool("cfg_run_dir=$root; echo $$ >\"$root/platform.pid\"; pid_of platform");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void theModelIsADemoUnlessOptionsSayOtherwise() throws Exception {
        assertThat(program("run_program model").output())
                .endsWith("/model.args --demo --url http://127.0.0.1:1 demo=\n");
        assertThat(program("run_program model --port 7 --key k").output())
                .endsWith("/model.args --port 7 --key k demo=\n");
        assertThat(program("run_program home").output()).isEqualTo("run wants platform, proxy or model.\n");
    }

    @Test
    void onlyAProxyStartedByUpPlaysADemoUnasked() throws Exception {
        assertThat(program("run_program proxy").output()).endsWith("/proxy.args demo=\n");
        assertThat(program("start proxy; wait; cat \"$root/logs/proxy.log\"").output())
                .endsWith("/proxy.args demo=true\n");
        assertThat(program("cfg_demo_model=false; start proxy; wait; cat \"$root/logs/proxy.log\"")
                        .output())
                .endsWith("/proxy.args demo=\n");
        assertThat(program("start platform; wait; cat \"$root/logs/platform.log\"")
                        .output())
                .endsWith("/platform.args demo=\n");
    }

    @Test
    void theStampChangesWhenAFileIsEditedOrDeleted() throws Exception {
        Ended ended = tool("""
                cd "$root"; sources=(src); mkdir src; echo 1 >src/a; echo 1 >src/b
                first=$(stamp); echo 22 >src/a; second=$(stamp); rm src/b; third=$(stamp)
                [ "$first" != "$second" ] && [ "$second" != "$third" ] && [ "$third" = "$(stamp)" ]
                """);

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    @Test
    void everyScriptParses() throws Exception {
        for (String script : scripts()) {
            assertThat(run(Checkout.ROOT, "bash", "-n", script)).as(script).isEqualTo(new Ended(0, ""));
        }
    }

    private static String[] scripts() throws IOException {
        try (Stream<Path> image = Files.list(Checkout.ROOT.resolve("distro/image"));
                Stream<Path> launcher = Files.list(Checkout.ROOT.resolve("distro/launcher"))) {
            return Stream.concat(
                            Stream.of("matrixos", ".ci/run"),
                            Stream.concat(image, launcher).map(Path::toString))
                    .toArray(String[]::new);
        }
    }

    private Path jdk(String version) throws IOException {
        Path jdk = Files.createDirectories(temporary.resolve("jdk " + version));
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : new String[] {"javac", "jlink"}) {
            Files.writeString(jdk.resolve("bin").resolve(program), "");
            jdk.resolve("bin").resolve(program).toFile().setExecutable(true);
        }
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /// What the program behind the launcher gets when the command is given in the temporary folder.
    private String passedOn(String... arguments) throws Exception {
        Path jdk = jdk("25.0.3");
        Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nshift; printf '%s|' \"$@\"\n");
        java.toFile().setExecutable(true);
        Files.createDirectories(copy.resolve("dist/classpath"));
        Files.writeString(copy.resolve("dist/classpath/cli"), "");
        Files.writeString(copy.resolve("dist/content"), "");
        String[] command = Stream.concat(
                        Stream.of(
                                "env",
                                "JAVA_HOME=" + jdk,
                                copy.resolve("matrixos").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        return run(temporary, command).output();
    }

    private Ended node(String version) throws Exception {
        return tool("node() { echo " + version + "; }; node_is_new_enough");
    }

    private Ended matrixos(String... arguments) throws Exception {
        return run(
                Path.of("/"),
                Stream.concat(Stream.of(copy.resolve("matrixos").toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// Runs a snippet with a Java at hand that says how it was started.
    private Ended program(String snippet) throws Exception {
        Path java = Files.createDirectories(copy.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\" demo=$PROXY_DEMO_MODEL\n");
        java.toFile().setExecutable(true);
        Files.createDirectories(copy.resolve("dist/classpath"));
        Files.writeString(copy.resolve("dist/content"), "c0ffee");
        for (String name : new String[] {"platform", "proxy", "model"}) {
            Files.writeString(copy.resolve("dist/classpath").resolve(name), "");
        }
        return tool("""
                cd "$root"; JAVA_HOME=$root/jdk cfg_run_dir=$root/run cfg_log_dir=$root/logs cfg_digest=d
                cfg_demo_model=true cfg_demo_url=http://127.0.0.1:1; unset PROXY_DEMO_MODEL
                """ + snippet);
    }

    /// Runs a snippet with all of the launcher's functions at hand.
    private Ended tool(String snippet) throws Exception {
        String preamble = """
                set -euo pipefail
                root=$1 state=$1/.matrixos logs=$1/.matrixos/logs
                for part in output tools build processes; do . "$root/distro/launcher/$part"; done
                """;
        return run(copy, "bash", "-c", preamble + snippet, "launcher", copy.toString());
    }

    private static Ended run(Path folder, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
