package com.matrixos.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The guide's user flow, 1 to 8: from the landing page to a file saved on one's own desktop; and two people who try to
/// enter each other's. In a real browser, against the launcher's own installation.
@Tag("docker")
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SiteTest {
    private static final String PASSWORD = "three quiet rivers";
    private static final Locator.ClickOptions CLICK = new Locator.ClickOptions().setTimeout(60_000);

    @TempDir
    static Path state;

    private static Installation host;
    private static Browser browser;
    private static BrowserContext alice;
    private static BrowserContext bob;

    @BeforeAll
    static void up() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        host = Installation.up(state, Map.of());
        browser = new Browser();
        alice = browser.profile(1440, 900, ColorScheme.LIGHT);
        bob = browser.profile(360, 780, ColorScheme.DARK);
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
    @Order(1)
    void theFirstOneLooksAfterTheHost() throws Exception {
        Page page = alice.newPage();
        page.navigate(host.shell().must("./matrixos setup-code 2>/dev/null").strip());
        assertThat(page).hasURL(site("/signup"));
        signUp(page, "alice");
        open(page, "alice");
        saveAFile(page, "alice");
        Browser.expectAccessible(page);
        Browser.keep(page, "site-alice-desktop");

        page.navigate(site("/admin"));
        assertThat(page.getByRole(AriaRole.ROWHEADER, named("alice"))).isVisible();
        Browser.expectAccessible(page);
        Browser.keep(page, "site-admin");
    }

    @Test
    @Order(2)
    void aStrangerComesFromTheLandingPageToADesktop() throws Exception {
        Page page = bob.newPage();
        page.navigate(site("/"));
        Browser.keep(page, "site-landing-phone-dark");
        page.getByRole(AriaRole.LINK, named("Get started")).first().click();
        signUp(page, "bobby");
        settled(page);
        Browser.expectAccessible(page);
        Browser.keep(page, "site-dashboard-phone-dark");
        open(page, "bobby");
        Browser.keep(page, "site-bobby-desktop-phone-dark");
    }

    @Test
    @Order(3)
    void neitherGetsIntoTheOthers() {
        for (String handle : List.of("alice", "nobody-here")) {
            Page page = bob.newPage();
            page.navigate(computer(handle));
            assertThat(page).hasURL(site("/nothing-here"));
            assertThat(page.getByRole(AriaRole.HEADING, named("Nothing here for you")))
                    .isVisible();
            for (String path : List.of("/containers/" + handle, "/api/containers/" + handle, "/api/users")) {
                APIResponse answer = bob.request().get(site(path));
                assertThat(answer.status()).as(path).isEqualTo(404);
            }
            APIResponse stop = bob.request().post(site("/containers/" + handle + "/stop"), RequestOptions.create());
            assertThat(stop.status()).isEqualTo(404);
            page.close();
        }
        Page admin = bob.newPage();
        admin.navigate(site("/admin"));
        assertThat(admin.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .not()
                .hasText("Fleet");
        admin.close();
    }

    @Test
    @Order(4)
    void aGuestMayLookUntilTheyMayNot() {
        Page owner = alice.newPage();
        owner.navigate(site("/dashboard"));
        owner.getByRole(AriaRole.TEXTBOX, named("Their handle")).fill("bobby");
        owner.getByRole(AriaRole.BUTTON, named("Share").setExact(true)).click();
        Locator remove = owner.getByRole(AriaRole.BUTTON, named("Remove bobby"));
        assertThat(remove).isVisible();

        Page guest = bob.newPage();
        guest.navigate(site("/open/alice"));
        assertThat(guest).hasURL(computer("alice"));
        assertThat(guest.getByText("You may look here")).isVisible();
        assertThat(program(guest, "Terminal").getByText("You can only look here"))
                .isVisible();
        Browser.expectAccessible(guest);
        Browser.keep(guest, "site-guest-may-look");

        remove.click();
        assertThat(guest.getByRole(AriaRole.ALERTDIALOG)).containsText("You are signed out");
        guest.close();

        owner.navigate(site("/open/bobby"));
        assertThat(owner.getByText("You are here as an admin")).isVisible();
        Browser.keep(owner, "site-here-as-admin");
        owner.close();
        Page watched = bob.newPage();
        watched.navigate(site("/account"));
        assertThat(watched.getByRole(AriaRole.BUTTON, named("End alice"))).isVisible();
        Browser.keep(watched, "site-owner-sees-the-admin");
        watched.close();
    }

    @Test
    @Order(5)
    void whoIsSignedOutSignsInBesideTheDesktopAndLosesNothing() throws Exception {
        Page desktop = alice.newPage();
        open(desktop, "alice");
        Locator files = program(desktop, "Files");
        assertThat(files.getByText("note.txt")).isVisible();

        Page site = alice.newPage();
        site.navigate(site("/dashboard"));
        site.getByRole(AriaRole.BUTTON, named("Sign out")).click(CLICK);
        assertThat(site.getByRole(AriaRole.LINK, named("Sign in")).first()).isVisible();

        desktop.bringToFront();
        Locator cover = desktop.getByRole(AriaRole.ALERTDIALOG);
        assertThat(cover).containsText("You are signed out");
        Browser.keep(desktop, "site-signed-out-desktop");
        Page popup = alice.waitForPage(
                () -> cover.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in again"))
                        .click());
        signIn(popup, "alice");
        assertThat(cover).isHidden();
        assertThat(files.getByText("note.txt")).isVisible();
    }

    @Test
    @Order(6)
    void whoHasAPasskeyNeedsNoPassword() {
        Page page = bob.newPage();
        CDPSession authenticator = bob.newCDPSession(page);
        authenticator.send("WebAuthn.enable");
        authenticator.send(
                "WebAuthn.addVirtualAuthenticator", JsonParser.parseString("""
                {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                 "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true}}""").getAsJsonObject());
        page.navigate(site("/account"));
        settled(page);
        page.getByRole(AriaRole.BUTTON, named("Add a passkey")).click();
        Browser.keep(page, "site-add-passkey");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).fill("<img src=x onerror=\"document.title='owned'\">");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Continue"))
                .click();
        assertThat(page.getByText("onerror=").first()).isVisible();
        assertThat(page).not().hasTitle("owned");
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click(CLICK);
        page.navigate(site("/login"));
        page.getByRole(AriaRole.BUTTON, named("Sign in with a passkey")).click();
        assertThat(page).hasURL(site("/dashboard"));
    }

    @Test
    @Order(7)
    void everyPageIsForEverybody() {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {360, 1440}) {
                try (BrowserContext profile = browser.profile(width, 800, scheme)) {
                    Page page = profile.newPage();
                    for (String path : List.of("/", "/login", "/signup", "/reset", "/status", "/no-such-page")) {
                        look(page, path, scheme, width);
                    }
                    page.navigate(site("/login"));
                    signIn(page, "alice");
                    assertThat(page).hasURL(site("/dashboard"));
                    for (String path : List.of(
                            "/dashboard",
                            "/account",
                            "/device",
                            "/admin",
                            "/admin/users",
                            "/admin/audit",
                            "/admin/settings")) {
                        look(page, path, scheme, width);
                    }
                }
            }
        }
    }

    private static void look(Page page, String path, ColorScheme scheme, int width) {
        page.navigate(site(path));
        settled(page);
        Browser.expectAccessible(page);
        Browser.keep(page, "site" + path.replace('/', '-') + "-" + scheme + "-" + width);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as(path + " is wider than " + width)
                .isLessThanOrEqualTo(width);
    }

    /// What is asked of the platform has come.
    private static void settled(Page page) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    }

    private static void signUp(Page page, String handle) {
        page.getByRole(AriaRole.TEXTBOX, named("Handle")).fill(handle);
        assertThat(page.getByText(handle + ".localhost is free")).isVisible();
        page.getByRole(AriaRole.TEXTBOX, named("E-mail")).fill(handle + "@example.com");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        Browser.expectAccessible(page);
        page.getByRole(AriaRole.BUTTON, named("Create account")).click();
        assertThat(page).hasURL(site("/dashboard"));
    }

    private static void signIn(Page page, String handle) {
        page.getByRole(AriaRole.TEXTBOX, named("Handle or e-mail")).fill(handle);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
    }

    /// The button works in every state, so it is not waited for any.
    private static void open(Page page, String handle) {
        if (!page.url().equals(site("/dashboard"))) {
            page.navigate(site("/dashboard"));
        }
        assertThat(page.getByRole(AriaRole.STATUS, named("State of your computer")))
                .containsText("Awake");
        page.getByRole(AriaRole.LINK, named("Open Matrix OS")).click(CLICK);
        assertThat(page).hasURL(computer(handle));
        assertThat(page.getByRole(AriaRole.NAVIGATION, named("Dock"))).isVisible();
    }

    private static void saveAFile(Page page, String handle) throws Exception {
        program(page, "Terminal").getByLabel("Terminal input").pressSequentially("echo mine > note.txt\n");
        host.shell()
                .must("timeout 30 bash -c 'until [ -s " + state.resolve("users/" + handle + "/matrixos/note.txt")
                        + " ]; do sleep 0.1; done'");
    }

    private static Locator program(Page page, String name) {
        page.getByRole(AriaRole.NAVIGATION, named("Dock"))
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        Locator window = page.getByRole(AriaRole.DIALOG, named(name));
        assertThat(window).isVisible();
        return window;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String site(String path) {
        return "http://localhost:" + host.platformPort() + path;
    }

    private static String computer(String handle) {
        return "http://" + handle + ".localhost:" + host.platformPort() + "/";
    }
}
