package com.matrixos.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.platform.integrations.TestSite;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which integrations there are follows from the settings.
final class IntegrationsTest {
    private static final Map<String, String> ALL = Map.of(
            "PLATFORM_OIDC_ISSUERS", "work=https://login.example.com",
            "PLATFORM_OIDC_CLIENT_IDS", "work=matrix",
            "PLATFORM_OIDC_LABELS", "work=Example Corp",
            "CLERK_SECRET_KEY", "sk_test_hush",
            "CLERK_PUBLISHABLE_KEY", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
            "CLERK_WEBHOOK_SIGNING_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "INNGEST_SIGNING_KEY", "signkey-test-0123456789abcdef");

    @TempDir
    Path folder;

    private TestSite site;
    private Integrations integrations;

    private void open(Map<String, String> settings) {
        var config = Config.read(Settings.ALL, Environment.of(new HashMap<>(settings)));
        site = new TestSite(folder, false);
        integrations = new Integrations(
                config,
                new Integrations.Parts(
                        site.database,
                        site.time,
                        site.accounts,
                        site.sessions,
                        site.people,
                        site.settling,
                        site.guard,
                        site.audit,
                        site.address,
                        account -> Map.of("handle", account.handle().text())));
        site.with(integrations::addTo).start();
    }

    @AfterEach
    void close() throws Exception {
        integrations.close();
        site.close();
    }

    private int post(String path) throws Exception {
        return site.post(path, "{}").statusCode();
    }

    @Test
    void nothingIsSetAndNothingIsThere() throws Exception {
        open(Map.of());
        assertThat(post("/api/inngest")).isEqualTo(404);
        assertThat(post("/api/auth/clerk")).isEqualTo(404);
        assertThat(post("/api/webhooks/clerk")).isEqualTo(404);
    }

    @Test
    void everythingIsSet() throws Exception {
        open(ALL);
        assertThat(post("/api/inngest")).isEqualTo(401);
        assertThat(post("/api/auth/clerk")).isEqualTo(400);
        assertThat(post("/api/webhooks/clerk")).isEqualTo(401);
        assertThat(post("/api/auth/oidc/finish")).isEqualTo(400);
    }
}
