package com.matrixos.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A computer that takes its time to wake: its owner sees a page that says so, and then the desktop, without doing a
/// thing.
@Tag("docker")
@Tag("browser")
final class SlowWakeTest {
    private static final String HANDLE = "e2e-slow";
    private static final String IMAGE = "matrix-os-e2e:slow";
    private static final Pattern LINK = Pattern.compile("http://\\S+ticket=[\\w-]+");

    @TempDir
    static Path state;

    private static Installation host;

    @BeforeAll
    static void up() throws Exception {
        Path context = Files.createDirectories(state.resolve("image"));
        Files.writeString(context.resolve("Dockerfile"), """
                FROM matrix-os:latest
                ENTRYPOINT ["sh", "-c", "sleep 6; exec /opt/matrixos/bin/matrixos-entry home"]
                """);
        new Shell(Checkout.root(), Map.of("DOCKER_BUILDKIT", "0")).must("docker build -t " + IMAGE + " " + context);
        host = Installation.up(state, Map.of("PLATFORM_IMAGE", IMAGE));
        host.fromGuide("curl -X POST http://localhost:9000/containers/provision -H 'content-type: application/json' "
                + "-d '{\"handle\":\"" + HANDLE + "\",\"clerkUserId\":\"e2e\"}'");
        host.fromGuide("curl -X POST http://localhost:9000/containers/" + HANDLE + "/stop");
    }

    @AfterAll
    static void down() throws Exception {
        if (host != null) {
            host.close();
        }
        new Shell(Checkout.root(), Map.of()).run("docker rmi " + IMAGE);
    }

    @Test
    void aPageFollowsTheWakeAndOpensByItself() throws Exception {
        Matcher link = LINK.matcher(host.shell().must("./matrixos open " + HANDLE));
        assertThat(link.find()).isTrue();
        try (var browser = new Browser();
                BrowserContext profile = browser.profile(1000, 700, ColorScheme.LIGHT)) {
            Page page = profile.newPage();
            page.navigate(link.group());
            assertThat(page.getByRole(AriaRole.HEADING)).hasText("Waking " + HANDLE);
            assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
            Browser.expectAccessible(page);
            Browser.keep(page, "waking");

            assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Dock"))
                            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Terminal")))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        }
    }
}
