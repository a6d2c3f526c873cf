package com.matrixos.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntegrationSettingsTest {
    private static Config config(Map<String, String> environment) {
        return Config.read(IntegrationSettings.ALL, Environment.of(environment));
    }

    @Test
    void providersAreListedByName() {
        assertThat(config(Map.of("PLATFORM_OIDC_CLIENT_SECRETS", "work=a=b==, home=c"))
                        .get(IntegrationSettings.OIDC_CLIENT_SECRETS))
                .containsOnly(Map.entry("work", "a=b=="), Map.entry("home", "c"));
        assertThat(config(Map.of()).get(IntegrationSettings.OIDC_ISSUERS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "=x", "Work=x", "work=", "work=a,work=b", "a b=c"})
    void whatIsNoListOfNamesIsRefusedWithoutSayingIt(String text) {
        assertThatThrownBy(() -> config(Map.of("PLATFORM_OIDC_CLIENT_SECRETS", text)))
                .hasMessageContaining("PLATFORM_OIDC_CLIENT_SECRETS must")
                .hasMessageContaining("(redacted)")
                .hasMessageNotContaining("\"" + text + "\"");
    }

    @Test
    void noSecretIsPrinted() {
        var environment = Map.of(
                "PLATFORM_OIDC_CLIENT_SECRETS", "work=hush1",
                "CLERK_SECRET_KEY", "hush2",
                "CLERK_WEBHOOK_SIGNING_SECRET", "hush3",
                "INNGEST_SIGNING_KEY", "hush4",
                "INNGEST_SIGNING_KEY_FALLBACK", "hush5",
                "INNGEST_EVENT_KEY", "hush6");
        assertThat(config(environment).table()).doesNotContain("hush").contains("(redacted)");
    }
}
