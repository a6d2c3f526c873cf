package com.matrixos.platform.integrations.oidc;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A provider as the operator set it.
///
/// @param name part of the callback address, and of the identities that come from it
/// @param label for the reader
/// @param issuer exactly as the provider's tokens name it
/// @param clientSecret empty for a public client
public record Provider(String name, String label, String issuer, String clientId, String clientSecret) {
    /// Every provider that is set.
    ///
    /// @throws IllegalArgumentException when one of the lists names a provider that another must name too and does
    /// not
    public static List<Provider> from(Config config) {
        Map<String, String> issuers = config.get(IntegrationSettings.OIDC_ISSUERS);
        Map<String, String> ids = config.get(IntegrationSettings.OIDC_CLIENT_IDS);
        Map<String, String> secrets = config.get(IntegrationSettings.OIDC_CLIENT_SECRETS);
        Map<String, String> labels = config.get(IntegrationSettings.OIDC_LABELS);
        same(IntegrationSettings.OIDC_CLIENT_IDS, ids, issuers);
        Stream.of(
                        Map.entry(IntegrationSettings.OIDC_ISSUERS, issuers),
                        Map.entry(IntegrationSettings.OIDC_CLIENT_SECRETS, secrets),
                        Map.entry(IntegrationSettings.OIDC_LABELS, labels))
                .forEach(list -> same(list.getKey(), list.getValue(), ids));
        return issuers.keySet().stream()
                .sorted()
                .map(name -> new Provider(
                        name,
                        labels.getOrDefault(name, name),
                        secure(name, issuers.getOrDefault(name, "")),
                        ids.getOrDefault(name, ""),
                        secrets.getOrDefault(name, "")))
                .toList();
    }

    /// The provider in the names of its identities.
    String identityProvider() {
        return "oidc:" + name;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Provider[" + name + ", " + issuer + "]";
    }

    private static void same(Setting<?> setting, Map<String, String> list, Map<String, String> known) {
        list.keySet().stream()
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            setting.name() + " names " + name + ", for which there is no issuer or no client id");
                });
    }

    /// Plain http would let anybody on the way sign in as anybody.
    private static String secure(String name, String issuer) {
        URI uri = URI.create(issuer);
        boolean here = "http".equals(uri.getScheme())
                && ("localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost()));
        if (uri.getHost() == null || !(here || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    IntegrationSettings.OIDC_ISSUERS.name() + " must give an https address for " + name);
        }
        return issuer;
    }
}
