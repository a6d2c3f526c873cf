package com.matrixos.api.settings;

import static com.matrixos.base.config.Setting.flag;
import static com.matrixos.base.config.Setting.path;
import static com.matrixos.base.config.Setting.port;
import static com.matrixos.base.config.Setting.text;
import static com.matrixos.base.config.Setting.url;
import static com.matrixos.base.config.Setting.whole;

import com.matrixos.base.config.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of the proxy.
public final class ProxySettings {
    private ProxySettings() {}

    public static final Setting<Integer> PORT = port("PROXY_PORT", 8080, "port on which containers reach the proxy");
    public static final Setting<Path> DB_PATH = path("PROXY_DB_PATH", ".matrixos/proxy.db", "the SQLite file");
    public static final Setting<Path> RUN_DIR =
            path("PROXY_RUN_DIR", ".matrixos/run", "folder of the process's own sockets");
    public static final Setting<List<BindAddress>> BIND = new Setting<>(
            "PROXY_BIND",
            "127.0.0.1,@bridge",
            "addresses to listen on; @bridge is the gateway of the containers' network, @NAME another interface",
            false,
            ProxySettings::bindAddresses);
    public static final Setting<List<String>> API_KEY = new Setting<>(
            "ANTHROPIC_API_KEY",
            "",
            "the shared key, or several with commas between; never leaves the proxy",
            true,
            ProxySettings::keys);
    public static final Setting<Optional<Path>> API_KEY_FILE = new Setting<>(
            "ANTHROPIC_API_KEY_FILE",
            "",
            "file with one more shared key on each line, read again when it changes",
            false,
            ProxySettings::file);
    public static final Setting<URI> API_URL =
            url("ANTHROPIC_API_URL", "https://api.anthropic.com", "where requests with the shared key go");
    public static final Setting<Optional<Path>> PRICES_FILE = new Setting<>(
            "PROXY_PRICES_FILE",
            "",
            "a price list to use instead of the built-in one, in the format of docs/reference/prices.md",
            false,
            ProxySettings::file);
    public static final Setting<String> PRICES_PUBLIC_KEY = text(
            "PROXY_PRICES_PUBLIC_KEY",
            "",
            "an Ed25519 key, as base64 or the name of a PEM file, by which that price list must be signed");
    public static final Setting<Integer> USER_CONCURRENCY =
            whole("PROXY_USER_CONCURRENCY", 256, 0, 100_000, "calls one user may have open at once; 0 for any number");
    public static final Setting<Integer> USER_REQUESTS_PER_MINUTE =
            whole("PROXY_USER_REQUESTS_PER_MINUTE", 0, 0, 1_000_000, "calls one user may begin in a minute; 0 for any");
    public static final Setting<Boolean> DEMO_MODEL =
            flag("PROXY_DEMO_MODEL", false, "answer with a scripted model, labelled as such, while there is no key");
    public static final Setting<URI> DEMO_URL = url(
            "PROXY_DEMO_URL", "http://127.0.0.1:8089", "where the scripted model is, which the launcher starts there");

    /// All of them.
    public static final List<Setting<?>> ALL = List.of(
            PORT,
            DB_PATH,
            RUN_DIR,
            BIND,
            API_KEY,
            API_KEY_FILE,
            API_URL,
            PRICES_FILE,
            PRICES_PUBLIC_KEY,
            USER_CONCURRENCY,
            USER_REQUESTS_PER_MINUTE,
            DEMO_URL,
            DEMO_MODEL);

    private static List<BindAddress> bindAddresses(String text) {
        List<BindAddress> addresses = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(BindAddress::parse)
                .toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("must name at least one address");
        }
        return addresses;
    }

    /// A key with a stray blank or control character would fail every request instead of the start.
    private static List<String> keys(String text) {
        List<String> keys = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        if (!keys.stream().allMatch(key -> key.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("must be visible ASCII characters without blanks");
        }
        return keys;
    }

    private static Optional<Path> file(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(text).toAbsolutePath().normalize());
    }
}
