package com.matrixos.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.ConfigException;
import com.matrixos.base.config.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmtpServerTest {
    @Test
    void addresses() {
        assertThat(SmtpServer.parse("smtp://u%40x:p+%3A@mail.example.com:2525"))
                .isEqualTo(new SmtpServer(false, "mail.example.com", 2525, "u@x", "p+:"));
        assertThat(SmtpServer.parse("smtp://mail.example.com").port()).isEqualTo(587);
        assertThat(SmtpServer.parse("smtps://mail.example.com/"))
                .isEqualTo(new SmtpServer(true, "mail.example.com", 465, "", ""));
        assertThat(SmtpServer.parse("smtp://u:secret@mail.example.com").toString())
                .doesNotContain("secret", "u:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "http://mail.example.com",
                "smtp://",
                "smtp://h/path",
                "smtp://h?x=1",
                "smtp://u:sec ret@h",
                "smtp:x"
            })
    void noAddresses(String text) {
        assertThatThrownBy(() -> SmtpServer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sec ret");
    }

    @Test
    void thePasswordIsNeverPrinted() {
        var good = Environment.of(
                Map.of("PLATFORM_SMTP_URL", "smtp://u:hush@mail.example.com", "PLATFORM_SIGNUP", "closed"));
        var config = Config.read(PlatformSettings.ALL, good);
        assertThat(config.table()).contains("PLATFORM_SMTP_URL").doesNotContain("hush");
        assertThat(config.get(PlatformSettings.SMTP_URL)).isPresent();
        assertThat(config.get(PlatformSettings.SIGNUP)).isFalse();
        assertThat(Config.read(PlatformSettings.ALL, Environment.of(Map.of())).get(PlatformSettings.SMTP_URL))
                .isEmpty();

        var bad = Environment.of(Map.of("PLATFORM_SMTP_URL", "imap://u:hush@h", "PLATFORM_SIGNUP", "maybe"));
        assertThatThrownBy(() -> Config.read(PlatformSettings.ALL, bad))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(2))
                .hasMessageNotContaining("hush");
    }
}
