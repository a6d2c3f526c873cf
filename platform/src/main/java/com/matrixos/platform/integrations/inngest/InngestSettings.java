package com.matrixos.platform.integrations.inngest;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Setting;
import com.matrixos.base.ids.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How we are connected with Inngest.
///
/// @param keys the signing key and the fallback, the one to try first in front; none for a dev server
/// @param eventKeyDigest empty when there is no event key
/// @param dev where a dev server is; its requests are not signed
/// @param api where Inngest's API is
/// @param environment empty for the one that the key belongs to
/// @param served where Inngest reaches us
public record InngestSettings(
        List<SigningKey> keys, String eventKeyDigest, Optional<URI> dev, URI api, String environment, URI served) {
    private static final URI DEV_SERVER = URI.create("http://localhost:8288");

    /// The connection, when there is a signing key or a dev server.
    ///
    /// @param control the origin of our API
    /// @throws IllegalArgumentException when a key is none, or a dev server is set on a host that others reach: its
    /// requests are believed without a proof
    public static Optional<InngestSettings> from(Config config, String control) {
        List<SigningKey> keys = Stream.of(
                        IntegrationSettings.INNGEST_SIGNING_KEY, IntegrationSettings.INNGEST_SIGNING_KEY_FALLBACK)
                .flatMap(setting -> key(config, setting).stream())
                .toList();
        Optional<URI> dev = dev(config.get(IntegrationSettings.INNGEST_DEV));
        String domain = config.get(PlatformSettings.DOMAIN);
        if (dev.isPresent() && !domain.equals("localhost") && !domain.endsWith(".localhost")) {
            throw new IllegalArgumentException("INNGEST_DEV is for PLATFORM_DOMAIN=localhost only");
        }
        String eventKey = config.get(IntegrationSettings.INNGEST_EVENT_KEY);
        return keys.isEmpty() && dev.isEmpty()
                ? Optional.empty()
                : Optional.of(new InngestSettings(
                        keys,
                        eventKey.isEmpty() ? "" : Tokens.sha256(eventKey),
                        dev,
                        config.get(IntegrationSettings.INNGEST_API_BASE_URL),
                        config.get(IntegrationSettings.INNGEST_ENV),
                        URI.create(control + InngestRoutes.PATH)));
    }

    /// What our side of the protocol calls the two kinds of server.
    String mode() {
        return dev.isPresent() ? "dev" : "cloud";
    }

    /// The API that belongs to the server that calls us.
    URI server() {
        return dev.orElse(api);
    }

    private static Optional<SigningKey> key(Config config, Setting<String> setting) {
        String text = config.get(setting);
        return text.isEmpty() ? Optional.empty() : Optional.of(SigningKey.parse(setting.name(), text));
    }

    private static Optional<URI> dev(String text) {
        return switch (text) {
            case "", "0", "false" -> Optional.empty();
            case "1", "true" -> Optional.of(DEV_SERVER);
            default -> Optional.of(address(text));
        };
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("INNGEST_DEV must be 1 or an address");
        }
        return uri;
    }
}
