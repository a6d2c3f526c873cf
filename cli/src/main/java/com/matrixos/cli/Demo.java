package com.matrixos.cli;

import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// Whether a host shows the demo model in place of the real one. The launcher's `up` wants that unless it is
/// told otherwise, so that the first command ends with everything working; every other way of starting the
/// proxy goes by `PROXY_DEMO_MODEL` alone.
final class Demo {
    /// Either of them is enough to reach the real model.
    private static final List<String> KEYS = List.of("ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY_FILE");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private Demo() {}

    /// Whether the proxy that `up` starts shall answer with the demo model.
    static boolean isWanted(Config config) {
        boolean key = KEYS.stream().anyMatch(config::isSet);
        boolean refused = config.isSet(ProxySettings.DEMO_MODEL.name()) && !config.get(ProxySettings.DEMO_MODEL);
        return !key && !refused;
    }

    /// Whether `up` also starts that model: not when it is another machine's.
    static boolean isHere(Config config) {
        URI url = config.get(ProxySettings.DEMO_URL);
        return isWanted(config) && "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
    }
}
