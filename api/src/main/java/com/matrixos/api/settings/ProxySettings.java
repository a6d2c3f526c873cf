package com.matrixos.api.settings;

import static com.matrixos.base.config.Setting.flag;
import static com.matrixos.base.config.Setting.list;
import static com.matrixos.base.config.Setting.path;
import static com.matrixos.base.config.Setting.port;
import static com.matrixos.base.config.Setting.secret;
import static com.matrixos.base.config.Setting.url;

import com.matrixos.base.config.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The settings of the proxy.
public final class ProxySettings {
    private ProxySettings() {}

    public static final Setting<Integer> PORT = port("PROXY_PORT", 8080, "port on which containers reach the proxy");
    public static final Setting<Path> DB_PATH = path("PROXY_DB_PATH", ".matrixos/proxy.db", "the SQLite file");
    public static final Setting<Path> RUN_DIR =
            path("PROXY_RUN_DIR", ".matrixos/run", "folder of the process's own sockets");
    public static final Setting<List<String>> BIND = list(
            "PROXY_BIND",
            "127.0.0.1,@bridge",
            "addresses to listen on; @bridge is the gateway of the containers' network, @NAME another interface");
    public static final Setting<String> API_KEY = secret("ANTHROPIC_API_KEY", "the shared key; never leaves the proxy");
    public static final Setting<URI> API_URL =
            url("ANTHROPIC_API_URL", "https://api.anthropic.com", "where requests with the shared key go");
    public static final Setting<Boolean> DEMO_MODEL =
            flag("PROXY_DEMO_MODEL", false, "answer with a scripted model, labelled as such, while there is no key");

    /// All of them.
    public static final List<Setting<?>> ALL = List.of(PORT, DB_PATH, RUN_DIR, BIND, API_KEY, API_URL, DEMO_MODEL);
}
