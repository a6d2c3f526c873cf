package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the first admin comes to be one.
final class SetupTest {
    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    private final ScriptedSite site = new ScriptedSite();
    private Typed typed;

    @BeforeEach
    void open() {
        String port = Integer.toString(site.port());
        typed = new Typed(folder, Map.of("PLATFORM_PORT", port, "PROXY_PORT", port));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theLinkIsPrintedAlone() {
        site.needsSetup(true);

        assertThat(typed.run("setup-code")).isZero();

        assertThat(typed.out()).isEqualTo("http://localhost:" + site.port() + "/signup#code=code-1\n");
        assertThat(typed.err()).contains("becomes the first admin");
    }

    @Test
    void whereThereIsAnAdminThereIsNoLink() {
        assertThat(typed.run("setup-code")).isEqualTo(1);

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .isEqualTo("There is an admin already. Others become one with: ./matrixos users make-admin HANDLE\n");
    }

    @Test
    void readyShowsTheLinkWhereThereIsNoAdmin() {
        site.needsSetup(true);

        assertThat(typed.run("ready", "--platform-pid", SELF, "--proxy-pid", SELF))
                .isZero();

        assertThat(typed.out())
                .contains("  site   http://localhost:%d/\n".formatted(site.port()))
                .contains("  admin  http://localhost:%d/signup#code=code-1\n".formatted(site.port()))
                .contains("nobody is admin yet");
    }

    @Test
    void readyShowsTheSiteAloneWhereThereIsOne() {
        assertThat(typed.run("ready", "--platform-pid", SELF, "--proxy-pid", SELF))
                .isZero();

        assertThat(typed.out())
                .contains("  site   http://localhost:%d/\n".formatted(site.port()))
                .doesNotContain("admin", "signup");
        assertThat(site.asked()).doesNotContain("POST /api/setup-code");
    }

    @Test
    void readyWithDemoShowsBoth() {
        site.needsSetup(true);

        assertThat(typed.run("ready", "--demo", "--platform-pid", SELF, "--proxy-pid", SELF))
                .isZero();

        assertThat(typed.out()).contains("  admin  http://", "  demo   http://demo.localhost/.matrix/enter?ticket=t");
    }

    @Test
    void whatIsUpIsUpEvenWhenItIsNotKnownWhetherThereIsAnAdmin() {
        try (var platform = new ScriptedPlatform()) {
            String port = Integer.toString(platform.port());
            typed.export("PLATFORM_PORT", port);

            assertThat(typed.run("ready", "--platform-pid", SELF, "--proxy-pid", SELF))
                    .isZero();

            assertThat(typed.out()).contains("  site   http://localhost:" + port + "/\n");
            assertThat(typed.err()).contains("whether there is an admin is not known");
        }
    }
}
