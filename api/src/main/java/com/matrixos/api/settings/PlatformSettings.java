package com.matrixos.api.settings;

import static com.matrixos.base.config.Setting.duration;
import static com.matrixos.base.config.Setting.list;
import static com.matrixos.base.config.Setting.path;
import static com.matrixos.base.config.Setting.port;
import static com.matrixos.base.config.Setting.secret;
import static com.matrixos.base.config.Setting.text;
import static com.matrixos.base.config.Setting.whole;

import com.matrixos.base.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of the platform.
public final class PlatformSettings {
    private PlatformSettings() {}

    public static final Setting<Integer> PORT =
            port("PLATFORM_PORT", 9000, "port on 127.0.0.1 of site, API and containers");
    public static final Setting<Path> DB_PATH = path("PLATFORM_DB_PATH", ".matrixos/platform.db", "the SQLite file");
    public static final Setting<Path> DATA_DIR =
            path("PLATFORM_DATA_DIR", ".matrixos/users", "folder with one folder for each handle's home");
    public static final Setting<Path> RUN_DIR =
            path("PLATFORM_RUN_DIR", ".matrixos/run", "folder of the process's own sockets");
    public static final Setting<Path> LOG_DIR =
            path("PLATFORM_LOG_DIR", ".matrixos/logs", "folder of the logs of platform and proxy, for the launcher");
    public static final Setting<String> IMAGE = text("PLATFORM_IMAGE", "matrix-os:latest", "image of user containers");
    public static final Setting<String> SECRET = secret(
            "PLATFORM_SECRET", "bearer secret of the operator's API; without it only direct loopback requests count");
    public static final Setting<String> DOMAIN =
            text("PLATFORM_DOMAIN", "localhost", "domain whose first label names a container");
    public static final Setting<String> SITE_URL = text(
            "PLATFORM_SITE_URL",
            "",
            "origin of the site's pages when another server has them; empty: the platform does");
    public static final Setting<Path> SITE_DIR =
            path("PLATFORM_SITE_DIR", "dist/web/site", "folder of the built site that the platform serves");
    public static final Setting<String> NETWORK =
            text("PLATFORM_NETWORK", "matrixos-net", "Docker network of containers");
    public static final Setting<Integer> BASE_GATEWAY_PORT =
            whole("PLATFORM_BASE_GATEWAY_PORT", 4001, 1, 65_535, "first host port for gateways");
    public static final Setting<Integer> BASE_SHELL_PORT =
            whole("PLATFORM_BASE_SHELL_PORT", 3001, 1, 65_535, "first host port for shells");
    public static final Setting<Integer> MAX_CONTAINERS =
            whole("PLATFORM_MAX_CONTAINERS", 900, 1, 20_000, "size of each port pool");
    public static final Setting<Integer> MEMORY_MB =
            whole("PLATFORM_MEMORY_MB", 256, 64, 65_536, "memory limit of a container in MiB, swap included");
    public static final Setting<Integer> CPU_PERCENT =
            whole("PLATFORM_CPU_PERCENT", 50, 5, 6_400, "CPU limit of a container in percent of one CPU");
    public static final Setting<Duration> IDLE_TIMEOUT =
            duration("PLATFORM_IDLE_TIMEOUT", "30m", "a container without traffic for so long is stopped");
    public static final Setting<Duration> IDLE_CHECK_INTERVAL =
            duration("PLATFORM_IDLE_CHECK_INTERVAL", "5m", "how often idle containers are looked for");
    public static final Setting<Duration> START_TIMEOUT =
            duration("PLATFORM_START_TIMEOUT", "60s", "a container that is not ready by then has failed to start");
    public static final Setting<Duration> CPU_BOOST = duration(
            "PLATFORM_CPU_BOOST", "5s", "how long after its start a container may use more than its share of CPU");
    public static final Setting<Duration> STOP_TIMEOUT =
            duration("PLATFORM_STOP_TIMEOUT", "10s", "a container that has not stopped by then is killed");
    public static final Setting<Integer> JOBS_AT_ONCE =
            whole("PLATFORM_JOBS_AT_ONCE", 8, 1, 1_000, "how many jobs, such as making a computer, go on at once");
    public static final Setting<Duration> LEAVE_GRACE = duration(
            "PLATFORM_LEAVE_GRACE", "720h", "how long a computer is kept for somebody who has left; 720h are 30 days");
    public static final Setting<List<String>> TRUSTED_PROXIES =
            list("PLATFORM_TRUSTED_PROXIES", "", "addresses or CIDR blocks whose forwarding headers are believed");
    public static final Setting<String> PROXY_URL = text(
            "PLATFORM_PROXY_URL", "", "where containers reach the proxy; empty: the network's gateway at PROXY_PORT");
    public static final Setting<String> DOCKER_HOST =
            text("PLATFORM_DOCKER_HOST", "unix:///var/run/docker.sock", "address of the Docker Engine");
    public static final Setting<Boolean> SIGNUP = new Setting<>(
            "PLATFORM_SIGNUP",
            "open",
            "open: anybody may sign up; closed: admins make accounts",
            false,
            text -> switch (text) {
                case "open" -> true;
                case "closed" -> false;
                default -> throw new IllegalArgumentException("must be open or closed");
            });
    public static final Setting<Optional<SmtpServer>> SMTP_URL = new Setting<>(
            "PLATFORM_SMTP_URL",
            "",
            "where mail is handed in: smtp://user:password@host:587 or smtps://host; empty: no mail is sent",
            true,
            text -> text.isEmpty() ? Optional.empty() : Optional.of(SmtpServer.parse(text)));
    public static final Setting<String> MAIL_FROM =
            text("PLATFORM_MAIL_FROM", "", "sender of mail; empty: no-reply@ and the domain");

    /// All of them.
    public static final List<Setting<?>> ALL = List.of(
            PORT,
            DB_PATH,
            DATA_DIR,
            RUN_DIR,
            LOG_DIR,
            IMAGE,
            SECRET,
            DOMAIN,
            SITE_URL,
            SITE_DIR,
            NETWORK,
            BASE_GATEWAY_PORT,
            BASE_SHELL_PORT,
            MAX_CONTAINERS,
            MEMORY_MB,
            CPU_PERCENT,
            IDLE_TIMEOUT,
            IDLE_CHECK_INTERVAL,
            START_TIMEOUT,
            CPU_BOOST,
            STOP_TIMEOUT,
            JOBS_AT_ONCE,
            LEAVE_GRACE,
            TRUSTED_PROXIES,
            PROXY_URL,
            DOCKER_HOST,
            SIGNUP,
            SMTP_URL,
            MAIL_FROM);
}
