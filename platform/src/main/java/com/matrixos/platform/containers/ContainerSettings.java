package com.matrixos.platform.containers;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What [Containers] needs to know.
///
/// @param dataDir folder with one folder for each handle
/// @param gatewayPorts the first gateway port
/// @param shellPorts the first shell port
/// @param poolSize how many ports each pool has
/// @param cpuPercent limit of a running container, in percent of one CPU
/// @param timing how long things may take
/// @param proxyUrl where containers reach the proxy; empty: the network's gateway at `proxyPort`
/// @param proxyPort see there
/// @param externalUrl the address under which a browser finds a handle
public record ContainerSettings(
        Path dataDir,
        int gatewayPorts,
        int shellPorts,
        int poolSize,
        int cpuPercent,
        Timing timing,
        Optional<String> proxyUrl,
        int proxyPort,
        Function<Handle, String> externalUrl) {
    /// Lengths of time.
    ///
    /// @param idleTimeout without traffic for longer than that, it is stopped
    /// @param idleCheck how often idle ones are looked for
    /// @param startTimeout not ready by then, it has failed to start
    /// @param cpuBoost how long after it is ready its CPU limit stays lifted
    /// @param stopTimeout not stopped by then, it is killed
    /// @param proxyPatience how long a start waits at the most for the proxy to hear of it
    public record Timing(
            Duration idleTimeout,
            Duration idleCheck,
            Duration startTimeout,
            Duration cpuBoost,
            Duration stopTimeout,
            Duration proxyPatience) {}

    /// Telling takes a few milliseconds; a proxy that needs more than this will hear of it later.
    private static final Duration PROXY_PATIENCE = Duration.ofMillis(250);

    /// From the settings of the process.
    public static ContainerSettings from(Config config, Function<Handle, String> externalUrl) {
        String proxyUrl = config.get(PlatformSettings.PROXY_URL);
        return new ContainerSettings(
                config.get(PlatformSettings.DATA_DIR),
                config.get(PlatformSettings.BASE_GATEWAY_PORT),
                config.get(PlatformSettings.BASE_SHELL_PORT),
                config.get(PlatformSettings.MAX_CONTAINERS),
                config.get(PlatformSettings.CPU_PERCENT),
                new Timing(
                        config.get(PlatformSettings.IDLE_TIMEOUT),
                        config.get(PlatformSettings.IDLE_CHECK_INTERVAL),
                        config.get(PlatformSettings.START_TIMEOUT),
                        config.get(PlatformSettings.CPU_BOOST),
                        config.get(PlatformSettings.STOP_TIMEOUT),
                        PROXY_PATIENCE),
                proxyUrl.isEmpty() ? Optional.empty() : Optional.of(proxyUrl),
                config.get(ProxySettings.PORT),
                externalUrl);
    }
}
