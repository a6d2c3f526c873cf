package com.matrixos.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's way: open the link, work, leave, come back. In a real browser, against the launcher's own installation.
@Tag("docker")
@Tag("browser")
final class BrowserTest {
    private static final String HANDLE = "e2e-browser";
    private static final Pattern LINK = Pattern.compile("http://\\S+ticket=[\\w-]+");
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    @TempDir
    static Path state;

    private static Installation host;
    private static Browser browser;

    @BeforeAll
    static void up() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        host = Installation.up(state, Map.of("PLATFORM_IDLE_TIMEOUT", "4s", "PLATFORM_IDLE_CHECK_INTERVAL", "500ms"));
        host.fromGuide("curl -X POST http://localhost:9000/containers/provision -H 'content-type: application/json' "
                + "-d '{\"handle\":\"" + HANDLE + "\",\"clerkUserId\":\"e2e\"}'");
        browser = new Browser();
    }

    @AfterAll
    static void down() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void worksLeavesAndFindsEverythingAgain() throws Exception {
        try (BrowserContext profile = browser.profile(1440, 900, ColorScheme.LIGHT)) {
            Page page = profile.newPage();
            page.navigate(link());
            Browser.expectAccessible(page);

            Locator terminal = open(page, "Terminal");
            terminal.getByLabel("Terminal input")
                    .pressSequentially("echo found again > kept.txt && cat kept.txt | tr a-z A-Z\n");
            awaitFile("kept.txt");
            Locator files = open(page, "Files");
            assertThat(files.getByText("kept.txt")).isVisible(SOON);
            Browser.expectAccessible(page);
            Browser.keep(page, "desktop-light-wide");

            page.navigate("about:blank");
            awaitStatus("stopped");
            assertThat(Files.readString(state.resolve("users/" + HANDLE + "/matrixos/kept.txt")))
                    .isEqualTo("found again\n");

            page.navigate(address());
            assertThat(page.getByRole(AriaRole.DIALOG, named("Files")).getByText("kept.txt"))
                    .isVisible(SOON);
            awaitStatus("running");
        }
    }

    @Test
    void darkAndOnAPhone() throws Exception {
        try (BrowserContext profile = browser.profile(1440, 900, ColorScheme.DARK)) {
            Page page = profile.newPage();
            page.navigate(link());
            open(page, "Terminal");
            open(page, "Files");
            Browser.expectAccessible(page);
            Browser.keep(page, "desktop-dark-wide");
        }
        try (BrowserContext profile = browser.profile(390, 844, ColorScheme.LIGHT)) {
            Page page = profile.newPage();
            page.navigate(link());
            Browser.keep(page, "desktop-light-phone-home");
            open(page, "Files");
            Browser.expectAccessible(page);
            Browser.keep(page, "desktop-light-phone-files");
            open(page, "Terminal");
            Browser.keep(page, "desktop-light-phone-terminal");
        }
    }

    @Test
    void aStrangerIsAskedWhoTheyAreAndWakesNothing() throws Exception {
        host.fromGuide("curl -X POST http://localhost:9000/containers/" + HANDLE + "/stop");
        try (BrowserContext profile = browser.profile(1000, 700, ColorScheme.LIGHT)) {
            Page page = profile.newPage();
            for (String address : List.of(address(), address("nobody-here"))) {
                page.navigate(address);
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                        .hasText("Sign in");
                assertThat(page.url()).startsWith("http://localhost:" + host.platformPort() + "/login?next=");
            }
        }
        assertThat(status()).isEqualTo("stopped");
    }

    @Test
    void aLinkWorksOnce() throws Exception {
        String link = link();
        try (BrowserContext first = browser.profile(800, 600, ColorScheme.LIGHT);
                BrowserContext second = browser.profile(800, 600, ColorScheme.LIGHT)) {
            Page entered = first.newPage();
            entered.navigate(link);
            assertThat(entered.url()).isEqualTo(address());
            Page late = second.newPage();
            late.navigate(link);
            assertThat(late.getByRole(AriaRole.HEADING)).hasText("This link no longer works");
            Browser.expectAccessible(late);
            Browser.keep(late, "link-used");
        }
    }

    /// Clicks the program in the dock and waits for its window.
    private static Locator open(Page page, String program) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Dock"))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(program).setExact(true))
                .click();
        Locator window = page.getByRole(AriaRole.DIALOG, named(program));
        assertThat(window).isVisible(SOON);
        return window;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String link() throws Exception {
        Matcher link = LINK.matcher(host.shell().must("./matrixos open " + HANDLE));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static String address() {
        return address(HANDLE);
    }

    private static String address(String handle) {
        return "http://" + handle + ".localhost:" + host.platformPort() + "/";
    }

    private static String status() throws Exception {
        return host.shell()
                .must("sqlite3 " + state.resolve("platform.db") + " 'SELECT status FROM containers'")
                .strip();
    }

    /// What the terminal shows is drawn on a canvas; what bash did is in the home.
    private static void awaitFile(String name) throws Exception {
        host.shell()
                .must("timeout 20 bash -c 'until [ -s " + state.resolve("users/" + HANDLE + "/matrixos/" + name)
                        + " ]; do sleep 0.1; done'");
    }

    private static void awaitStatus(String wanted) throws Exception {
        host.shell()
                .must("timeout 60 bash -c 'until [ \"$(sqlite3 " + state.resolve("platform.db")
                        + " \"SELECT status FROM containers\")\" = " + wanted + " ]; do sleep 0.2; done'");
    }
}
