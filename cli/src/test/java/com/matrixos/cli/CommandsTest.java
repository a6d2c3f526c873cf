package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir
    Path folder;

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private Typed typed;

    @BeforeEach
    void open() {
        String port = Integer.toString(platform.port());
        typed = new Typed(
                folder,
                Map.of("PLATFORM_PORT", port, "PROXY_PORT", port, "PROXY_DEMO_URL", "http://127.0.0.1:" + port));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void settingsAreShownWithoutSecrets() {
        typed.export("PLATFORM_SECRET", "hush-hush");
        typed.export("ANTHROPIC_API_KEY", "sk-ant-hush");

        assertThat(typed.run("settings")).isZero();

        assertThat(typed.out())
                .contains("PLATFORM_SECRET")
                .contains("(redacted)")
                .contains("PLATFORM_IDLE_TIMEOUT")
                .doesNotContain("hush");
    }

    @Test
    void theLauncherGetsItsSettingsQuotedAndWithoutSecrets() {
        typed.export("PLATFORM_IMAGE", "it's; $(touch /tmp/x)");
        typed.export("ANTHROPIC_API_KEY", "sk-ant-hush");

        assertThat(typed.run("settings", "--shell")).isZero();

        assertThat(typed.out())
                .contains("cfg_image='it'\\''s; $(touch /tmp/x)'\n")
                .contains("cfg_demo_model='false'\n")
                .doesNotContain("hush");
    }

    @Test
    void withoutAKeyTheDemoModelAnswers() {
        assertThat(demo()).isEqualTo("true true");
        assertThat(typed.out()).contains("cfg_demo_url='http://127.0.0.1:" + platform.port() + "'\n");
    }

    @Test
    void withAKeyOrAFileOfThemItDoesNot() {
        typed.export("ANTHROPIC_API_KEY", "sk-ant-hush");
        assertThat(demo()).isEqualTo("false false");
        typed.unset("ANTHROPIC_API_KEY");
        typed.export("ANTHROPIC_API_KEY_FILE", "/run/secrets/keys");
        assertThat(demo()).isEqualTo("false false");
    }

    @Test
    void whoRefusesTheDemoGetsNone() {
        typed.export("PROXY_DEMO_MODEL", "false");
        assertThat(demo()).isEqualTo("false false");
        typed.export("PROXY_DEMO_MODEL", "true");
        assertThat(demo()).isEqualTo("true true");
    }

    @Test
    void anotherMachinesModelIsNotStartedHere() {
        typed.export("PROXY_DEMO_URL", "http://models.example.com:8089");

        assertThat(demo()).isEqualTo("true false");
    }

    @Test
    void theDigestChangesWithASecret() {
        typed.export("PLATFORM_SECRET", "one");
        typed.run("settings", "--shell");
        String before = digest();
        typed.export("PLATFORM_SECRET", "two");
        typed.run("settings", "--shell");

        assertThat(digest()).isNotEqualTo(before).doesNotContain("two");
    }

    @Test
    void everyWrongSettingIsNamedAtOnce() {
        typed.export("PLATFORM_PORT", "nine");
        typed.export("PLATFORM_IDLE_TIMOUT", "30m");

        assertThat(typed.run("settings")).isEqualTo(2);

        assertThat(typed.err())
                .contains("PLATFORM_PORT must be a whole number")
                .contains("did you mean PLATFORM_IDLE_TIMEOUT?")
                .doesNotContain("Exception");
    }

    @Test
    void readySaysWhereEverythingIs() {
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(typed.run("ready", "--platform-pid", self, "--proxy-pid", self))
                .isZero();

        assertThat(typed.out())
                .contains("http://localhost:" + platform.port() + "/")
                .contains("scripted demo model")
                .contains("./matrixos up --demo");
    }

    @Test
    void readySaysThatCallsAreRefusedWithoutKeyAndDemo() {
        String self = Long.toString(ProcessHandle.current().pid());
        typed.export("PROXY_DEMO_MODEL", "false");

        assertThat(typed.run("ready", "--platform-pid", self, "--proxy-pid", self))
                .isZero();

        assertThat(typed.out()).contains("calls are refused").contains("ANTHROPIC_API_KEY");
    }

    @Test
    void readyWaitsForTheModelToo() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(typed.run("ready", "--platform-pid", self, "--proxy-pid", self, "--model-pid", self))
                .isZero();
        assertThat(typed.run("ready", "--platform-pid", self, "--proxy-pid", self, "--model-pid", "" + ended.pid()))
                .isEqualTo(1);
        assertThat(typed.err())
                .contains("The model has ended instead of starting")
                .contains("logs model");
    }

    @Test
    void readyWithDemoProvisionsAndPrintsALink() {
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(typed.run("ready", "--demo", "--platform-pid", self, "--proxy-pid", self))
                .isZero();

        assertThat(platform.statusOf("demo")).isEqualTo("running");
        assertThat(typed.out()).contains("http://demo.localhost/.matrix/enter?ticket=t");
    }

    @Test
    void aProcessThatEndedIsNotWaitedFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        typed.export("PLATFORM_PORT", "1");

        assertThat(typed.run("ready", "--platform-pid", Long.toString(ended.pid()), "--proxy-pid", "1"))
                .isEqualTo(1);

        assertThat(typed.err())
                .contains("The platform has ended instead of starting")
                .contains("logs platform");
    }

    @Test
    void aForeignAnswerOnThePortIsNotOurs() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(typed.run("ready", "--platform-pid", Long.toString(ended.pid()), "--proxy-pid", "1"))
                .isEqualTo(1);

        assertThat(typed.err()).contains("has ended instead of starting");
    }

    @Test
    void statusShowsHealthAndContainers() {
        platform.has("alice", "running");

        assertThat(typed.run("status")).isZero();

        assertThat(typed.out()).contains("healthy").containsPattern("alice +running +4001 +3001");
    }

    @Test
    void statusFailsWhenTheProxyDoesNotAnswer() {
        typed.export("PROXY_PORT", "1");

        assertThat(typed.run("status")).isEqualTo(1);

        assertThat(typed.out()).contains("no answer").contains("No containers yet");
    }

    @Test
    void statusAsksTheModelWhereThereIsOne() {
        typed.export("PROXY_DEMO_URL", "http://127.0.0.1:1");

        assertThat(typed.run("status")).isZero();
        assertThat(typed.run("status", "--model")).isEqualTo(1);

        assertThat(typed.out()).containsPattern("model +http://127.0.0.1:1 +no answer");
    }

    @Test
    void openPrintsTheLinkAlone() {
        platform.has("alice", "running");

        assertThat(typed.run("open", "alice")).isZero();

        assertThat(typed.out()).isEqualTo("http://alice.localhost/.matrix/enter?ticket=t\n");
        assertThat(typed.err()).contains("2026-01-02T03:04:05.678Z");
    }

    @Test
    void aRefusalIsItsReason() {
        assertThat(typed.run("open", "bob")).isEqualTo(1);

        assertThat(typed.err()).isEqualTo("The platform refused (404): there is no container of handle bob\n");
    }

    @Test
    void aHandleCannotReachAnotherPath() {
        platform.has("alice", "running");

        assertThat(typed.run("open", "../containers/alice")).isEqualTo(1);
    }

    @Test
    void theSecretIsSent() {
        platform.secret("s3cret");
        typed.export("PLATFORM_SECRET", "s3cret");
        platform.has("alice", "running");

        assertThat(typed.run("open", "alice")).isZero();
    }

    @Test
    void withoutTheSecretTheReasonIsShown() {
        platform.secret("s3cret");

        assertThat(typed.run("open", "alice")).isEqualTo(1);

        assertThat(typed.err()).contains("(401): the operator's secret is wanted");
    }

    @Test
    void aPlatformThatIsDownIsSaidSo() {
        typed.export("PLATFORM_PORT", "1");

        assertThat(typed.run("open", "alice")).isEqualTo(1);

        assertThat(typed.err())
                .contains("does not answer at http://127.0.0.1:1")
                .contains("./matrixos up");
    }

    @Test
    void stopAllStopsWhatRuns() {
        platform.has("alice", "running");
        platform.has("bob", "stopped");

        assertThat(typed.run("stop-all")).isZero();

        assertThat(platform.statusOf("alice")).isEqualTo("stopped");
        assertThat(typed.out()).contains("stopped alice").doesNotContain("bob");
    }

    @Test
    void oneThatWillNotStopDoesNotSaveTheOthers() {
        platform.has("stubborn", "running");
        platform.has("zoe", "running");

        assertThat(typed.run("stop-all")).isEqualTo(1);

        assertThat(platform.statusOf("zoe")).isEqualTo("stopped");
        assertThat(typed.err()).contains("stubborn").contains("the engine does not answer");
    }

    /// Whether the demo is wanted, and whether its model is started here.
    private String demo() {
        assertThat(typed.run("settings", "--shell")).as(typed.err()).isZero();
        return value("cfg_demo_model") + " " + value("cfg_demo_here");
    }

    private String value(String name) {
        return typed.out()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 2, line.length() - 1))
                .findFirst()
                .orElseThrow();
    }

    private String digest() {
        return typed.out()
                .lines()
                .filter(line -> line.startsWith("cfg_digest="))
                .findFirst()
                .orElseThrow();
    }
}
