package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir
    Path folder;

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "PLATFORM_PORT",
            Integer.toString(platform.port()),
            "PROXY_PORT",
            Integer.toString(platform.port()),
            "PROXY_DEMO_URL",
            "http://127.0.0.1:" + platform.port()));

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void settingsAreShownWithoutSecrets() {
        environment.put("PLATFORM_SECRET", "hush-hush");
        environment.put("ANTHROPIC_API_KEY", "sk-ant-hush");

        assertThat(run("settings")).isZero();

        assertThat(out.toString())
                .contains("PLATFORM_SECRET")
                .contains("(redacted)")
                .contains("PLATFORM_IDLE_TIMEOUT")
                .doesNotContain("hush");
    }

    @Test
    void theLauncherGetsItsSettingsQuotedAndWithoutSecrets() {
        environment.put("PLATFORM_IMAGE", "it's; $(touch /tmp/x)");
        environment.put("ANTHROPIC_API_KEY", "sk-ant-hush");

        assertThat(run("settings", "--shell")).isZero();

        assertThat(out.toString())
                .contains("cfg_image='it'\\''s; $(touch /tmp/x)'\n")
                .contains("cfg_demo_model='false'\n")
                .doesNotContain("hush");
    }

    @Test
    void withoutAKeyTheDemoModelAnswers() {
        assertThat(demo()).isEqualTo("true true");
        assertThat(out.toString()).contains("cfg_demo_url='http://127.0.0.1:" + platform.port() + "'\n");
    }

    @Test
    void withAKeyOrAFileOfThemItDoesNot() {
        environment.put("ANTHROPIC_API_KEY", "sk-ant-hush");
        assertThat(demo()).isEqualTo("false false");
        environment.remove("ANTHROPIC_API_KEY");
        environment.put("ANTHROPIC_API_KEY_FILE", "/run/secrets/keys");
        assertThat(demo()).isEqualTo("false false");
    }

    @Test
    void whoRefusesTheDemoGetsNone() {
        environment.put("PROXY_DEMO_MODEL", "false");
        assertThat(demo()).isEqualTo("false false");
        environment.put("PROXY_DEMO_MODEL", "true");
        assertThat(demo()).isEqualTo("true true");
    }

    @Test
    void anotherMachinesModelIsNotStartedHere() {
        environment.put("PROXY_DEMO_URL", "http://models.example.com:8089");

        assertThat(demo()).isEqualTo("true false");
    }

    @Test
    void theDigestChangesWithASecret() {
        environment.put("PLATFORM_SECRET", "one");
        run("settings", "--shell");
        String before = digest();
        out.getBuffer().setLength(0);
        environment.put("PLATFORM_SECRET", "two");
        run("settings", "--shell");

        assertThat(digest()).isNotEqualTo(before).doesNotContain("two");
    }

    @Test
    void everyWrongSettingIsNamedAtOnce() {
        environment.put("PLATFORM_PORT", "nine");
        environment.put("PLATFORM_IDLE_TIMOUT", "30m");

        assertThat(run("settings")).isEqualTo(2);

        assertThat(err.toString())
                .contains("PLATFORM_PORT must be a whole number")
                .contains("did you mean PLATFORM_IDLE_TIMEOUT?")
                .doesNotContain("Exception");
    }

    @Test
    void readySaysWhereEverythingIs() {
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(run("ready", "--platform-pid", self, "--proxy-pid", self)).isZero();

        assertThat(out.toString())
                .contains("http://localhost:" + platform.port() + "/")
                .contains("scripted demo model")
                .contains("./matrixos up --demo");
    }

    @Test
    void readySaysThatCallsAreRefusedWithoutKeyAndDemo() {
        String self = Long.toString(ProcessHandle.current().pid());
        environment.put("PROXY_DEMO_MODEL", "false");

        assertThat(run("ready", "--platform-pid", self, "--proxy-pid", self)).isZero();

        assertThat(out.toString()).contains("calls are refused").contains("ANTHROPIC_API_KEY");
    }

    @Test
    void readyWaitsForTheModelToo() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(run("ready", "--platform-pid", self, "--proxy-pid", self, "--model-pid", self))
                .isZero();
        assertThat(run("ready", "--platform-pid", self, "--proxy-pid", self, "--model-pid", "" + ended.pid()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("The model has ended instead of starting")
                .contains("logs model");
    }

    @Test
    void readyWithDemoProvisionsAndPrintsALink() {
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(run("ready", "--demo", "--platform-pid", self, "--proxy-pid", self))
                .isZero();

        assertThat(platform.statusOf("demo")).isEqualTo("running");
        assertThat(out.toString()).contains("http://demo.localhost/.matrix/enter?ticket=t");
    }

    @Test
    void aProcessThatEndedIsNotWaitedFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        environment.put("PLATFORM_PORT", "1");

        assertThat(run("ready", "--platform-pid", Long.toString(ended.pid()), "--proxy-pid", "1"))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("The platform has ended instead of starting")
                .contains("logs platform");
    }

    @Test
    void aForeignAnswerOnThePortIsNotOurs() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(run("ready", "--platform-pid", Long.toString(ended.pid()), "--proxy-pid", "1"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("has ended instead of starting");
    }

    @Test
    void statusShowsHealthAndContainers() {
        platform.has("alice", "running");

        assertThat(run("status")).isZero();

        assertThat(out.toString()).contains("healthy").containsPattern("alice +running +4001 +3001");
    }

    @Test
    void statusFailsWhenTheProxyDoesNotAnswer() {
        environment.put("PROXY_PORT", "1");

        assertThat(run("status")).isEqualTo(1);

        assertThat(out.toString()).contains("no answer").contains("No containers yet");
    }

    @Test
    void statusAsksTheModelWhereThereIsOne() {
        environment.put("PROXY_DEMO_URL", "http://127.0.0.1:1");

        assertThat(run("status")).isZero();
        assertThat(run("status", "--model")).isEqualTo(1);

        assertThat(out.toString()).containsPattern("model +http://127.0.0.1:1 +no answer");
    }

    @Test
    void openPrintsTheLinkAlone() {
        platform.has("alice", "running");

        assertThat(run("open", "alice")).isZero();

        assertThat(out.toString()).isEqualTo("http://alice.localhost/.matrix/enter?ticket=t\n");
        assertThat(err.toString()).contains("2026-01-02T03:04:05.678Z");
    }

    @Test
    void aRefusalIsItsReason() {
        assertThat(run("open", "bob")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("The platform refused (404): there is no container of handle bob\n");
    }

    @Test
    void aHandleCannotReachAnotherPath() {
        platform.has("alice", "running");

        assertThat(run("open", "../containers/alice")).isEqualTo(1);
    }

    @Test
    void theSecretIsSent() {
        platform.secret("s3cret");
        environment.put("PLATFORM_SECRET", "s3cret");
        platform.has("alice", "running");

        assertThat(run("open", "alice")).isZero();
    }

    @Test
    void withoutTheSecretTheReasonIsShown() {
        platform.secret("s3cret");

        assertThat(run("open", "alice")).isEqualTo(1);

        assertThat(err.toString()).contains("(401): the operator's secret is wanted");
    }

    @Test
    void aPlatformThatIsDownIsSaidSo() {
        environment.put("PLATFORM_PORT", "1");

        assertThat(run("open", "alice")).isEqualTo(1);

        assertThat(err.toString())
                .contains("does not answer at http://127.0.0.1:1")
                .contains("./matrixos up");
    }

    @Test
    void stopAllStopsWhatRuns() {
        platform.has("alice", "running");
        platform.has("bob", "stopped");

        assertThat(run("stop-all")).isZero();

        assertThat(platform.statusOf("alice")).isEqualTo("stopped");
        assertThat(out.toString()).contains("stopped alice").doesNotContain("bob");
    }

    @Test
    void oneThatWillNotStopDoesNotSaveTheOthers() {
        platform.has("stubborn", "running");
        platform.has("zoe", "running");

        assertThat(run("stop-all")).isEqualTo(1);

        assertThat(platform.statusOf("zoe")).isEqualTo("stopped");
        assertThat(err.toString()).contains("stubborn").contains("the engine does not answer");
    }

    private int run(String... arguments) {
        var context = new Context(environment, folder, new PrintWriter(out, true), new PrintWriter(err, true));
        return Main.commandLine(context).execute(arguments);
    }

    /// Whether the demo is wanted, and whether its model is started here.
    private String demo() {
        out.getBuffer().setLength(0);
        assertThat(run("settings", "--shell")).as(err.toString()).isZero();
        return value("cfg_demo_model") + " " + value("cfg_demo_here");
    }

    private String value(String name) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 2, line.length() - 1))
                .findFirst()
                .orElseThrow();
    }

    private String digest() {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith("cfg_digest="))
                .findFirst()
                .orElseThrow();
    }
}
