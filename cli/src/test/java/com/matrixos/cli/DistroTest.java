package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Setting;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What stands in `distro/` and in the code must agree.
final class DistroTest {
    private static final String COMPOSE = Checkout.read("distro/docker-compose.platform.yml");

    @Test
    void theExampleNamesEverySettingWithItsDefault() {
        var shown = new TreeMap<String, String>();
        Matcher line = Pattern.compile("(?m)^#?([A-Z_]+)=(.*)$").matcher(Checkout.read("distro/.env.example"));
        while (line.find()) {
            assertThat(shown.put(line.group(1), line.group(2)))
                    .as(line.group(1) + " stands once")
                    .isNull();
        }
        var known = new TreeMap<String, String>();
        Settings.ALL.forEach(setting -> known.put(setting.name(), setting.defaultText()));

        assertThat(shown).isEqualTo(known);
    }

    @Test
    void composePassesEverySettingToTheProgramThatReadsIt() {
        var containers = new ArrayList<>(PlatformSettings.ALL);
        containers.addAll(IntegrationSettings.ALL);
        containers.remove(PlatformSettings.LOG_DIR); // a container logs to Docker
        assertThat(service("platform")).contains(names(containers));
        assertThat(service("proxy")).contains(names(ProxySettings.ALL));
    }

    @Test
    void theDemoModelListensWhereTheProxyLooksForIt() {
        assertThat(service("model"))
                .contains("${PROXY_DEMO_URL:-" + ProxySettings.DEMO_URL.defaultText() + "}")
                .contains("profiles: [demo]");
    }

    @Test
    void thePlatformNeverSeesTheSharedKey() {
        assertThat(service("platform")).doesNotContain("ANTHROPIC_");
        assertThat(service("model")).doesNotContain("ANTHROPIC_");
    }

    @Test
    void composeBuildsFromTheImagesThatTheDockerfileNames() {
        Matcher argument = Pattern.compile("(?m)^ARG ([A-Z]+_IMAGE)=(\\S+)$").matcher(Checkout.read("Dockerfile"));
        int found = 0;
        while (argument.find()) {
            found++;
            assertThat(COMPOSE).contains("%1$s: ${%1$s:-%2$s}".formatted(argument.group(1), argument.group(2)));
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void theTunnelLeadsToThePlatform() {
        String platform = "http://localhost:" + PlatformSettings.PORT.defaultText();
        String tunnel = Checkout.read("distro/cloudflared.yml");

        assertThat(Map.of("api.matrix-os.com", platform, "\"*.matrix-os.com\"", platform))
                .allSatisfy((host, service) ->
                        assertThat(tunnel).contains("hostname: " + host + "\n    service: " + service + "\n"));
        assertThat(tunnel).endsWith("service: http_status:404\n");
    }

    private static String service(String name) {
        Matcher section = Pattern.compile("(?ms)^  " + name + ":\\n(.*?)(?=^  \\S|^\\S|\\z)")
                .matcher(COMPOSE);
        assertThat(section.find()).isTrue();
        return section.group(1);
    }

    private static String[] names(java.util.List<Setting<?>> settings) {
        return settings.stream().map(setting -> "      " + setting.name() + ":").toArray(String[]::new);
    }
}
