package com.matrixos.platform.site;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.api.site.SettingItem;
import com.matrixos.base.config.Config;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.fleet.EngineView;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every setting, and what an admin should do about it as things are. Calls block; safe for use from any
/// thread.
final class Checks {
    /// With less than this the next image, or the next upload, fills the disk.
    private static final long LEAST_FREE_BYTES = 2L << 30;

    private final Config config;
    private final PublicAddress address;
    private final EngineView engine;
    private final ProxyUsage usage;

    Checks(Config config, PublicAddress address, EngineView engine, ProxyUsage usage) {
        this.config = config;
        this.address = address;
        this.engine = engine;
        this.usage = usage;
    }

    List<SettingItem> all() {
        return config.shown().stream().map(this::item).toList();
    }

    private SettingItem item(Config.Shown shown) {
        String name = shown.setting().name();
        String advice = advice(name, shown);
        return new SettingItem(
                name,
                shown.value(),
                shown.set() ? "set" : "default",
                shown.setting().secret(),
                advice == null,
                advice);
    }

    private @Nullable String advice(String name, Config.Shown shown) {
        return switch (name) {
            case "PLATFORM_SECRET" -> secret();
            case "PLATFORM_DOCKER_HOST" -> dockerHost();
            case "PLATFORM_IMAGE" -> image();
            case "PLATFORM_DATA_DIR" -> folder(config.get(PlatformSettings.DATA_DIR));
            case "ANTHROPIC_API_KEY" -> key();
            case "PLATFORM_SITE_DIR" -> site();
            case "PLATFORM_SIGNUP" -> signup(shown.value());
            case "PLATFORM_TRUSTED_PROXIES" -> proxies();
            default -> name.startsWith("PLATFORM_SMTP") && !name.contains("FROM") ? mail(shown) : null;
        };
    }

    private @Nullable String secret() {
        return config.get(PlatformSettings.SECRET).isEmpty() && !local()
                ? "set it (openssl rand -hex 32): without it whoever has a shell on this machine steers every computer"
                : null;
    }

    private @Nullable String dockerHost() {
        return engine.now().answers()
                ? null
                : "the engine does not answer there: is Docker running, and may this process use it?";
    }

    private @Nullable String image() {
        EngineView.View now = engine.now();
        return now.answers() && now.image().isEmpty() ? "the image is not there: build it with ./matrixos image" : null;
    }

    private @Nullable String key() {
        return switch (usage.readiness()) {
            case AWAY -> "the proxy does not answer: start it with ./matrixos up";
            case NOT_READY -> "the model cannot be asked: set a key, and see GET /ready of the proxy for the rest";
            case READY ->
                config.get(ProxySettings.API_KEY).isEmpty() && !config.isSet("ANTHROPIC_API_KEY_FILE")
                        ? "a scripted demo answers until a key is set"
                        : null;
        };
    }

    private @Nullable String site() {
        return address.elsewhere().isEmpty()
                        && !Files.isRegularFile(
                                config.get(PlatformSettings.SITE_DIR).resolve("index.html"))
                ? "the site is not built: run ./matrixos up"
                : null;
    }

    private @Nullable String proxies() {
        return config.get(PlatformSettings.TRUSTED_PROXIES).isEmpty() && !local()
                ? "set it to where the tunnel speaks from (127.0.0.1,::1): without it all visitors count as one address"
                : null;
    }

    private @Nullable String signup(String value) {
        return value.equals("open") && !local()
                ? "whoever finds the site may sign up; close it if that is not meant"
                : null;
    }

    private static @Nullable String mail(Config.Shown shown) {
        return shown.value().isEmpty()
                ? "without it nobody gets mail: who forgets a password needs a link from an admin"
                : null;
    }

    private static @Nullable String folder(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return "the folder is not there, or this process may not write to it";
        }
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace() < LEAST_FREE_BYTES
                    ? "the disk is nearly full: " + (store.getUsableSpace() >> 20) + " MiB are free"
                    : null;
        } catch (IOException _) {
            return "how full the disk is cannot be told";
        }
    }

    private boolean local() {
        return address.scheme().equals("http");
    }
}
