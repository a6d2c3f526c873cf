package com.matrixos.api.settings;

import static com.matrixos.base.config.Setting.secret;
import static com.matrixos.base.config.Setting.text;
import static com.matrixos.base.config.Setting.url;

import com.matrixos.base.config.Setting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The settings that connect the platform to services that others run; it reads all of them, and needs none.
/// Those of Clerk and Inngest bear the names that their own documentation gives them.
public final class IntegrationSettings {
    private IntegrationSettings() {}

    public static final Setting<Map<String, String>> OIDC_ISSUERS = named(
            "PLATFORM_OIDC_ISSUERS",
            "sign-in providers: name=https://issuer, with commas between; the name is part of the callback address",
            false);
    public static final Setting<Map<String, String>> OIDC_CLIENT_IDS =
            named("PLATFORM_OIDC_CLIENT_IDS", "name=client id of each provider", false);
    public static final Setting<Map<String, String>> OIDC_CLIENT_SECRETS =
            named("PLATFORM_OIDC_CLIENT_SECRETS", "name=client secret of each provider that gave one", true);
    public static final Setting<Map<String, String>> OIDC_LABELS =
            named("PLATFORM_OIDC_LABELS", "name=what the button says, where that is not the name", false);

    public static final Setting<String> CLERK_SECRET_KEY =
            secret("CLERK_SECRET_KEY", "Clerk's secret key (sk_…); with the publishable key people sign in by Clerk");
    public static final Setting<String> CLERK_PUBLISHABLE_KEY =
            text("CLERK_PUBLISHABLE_KEY", "", "Clerk's publishable key (pk_…)");
    public static final Setting<String> NEXT_CLERK_PUBLISHABLE_KEY =
            text("NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", "", "the same, by the name that the original had for it");
    public static final Setting<URI> CLERK_API_URL =
            url("CLERK_API_URL", "https://api.clerk.com", "where Clerk's backend API is");
    public static final Setting<String> CLERK_WEBHOOK_SIGNING_SECRET = secret(
            "CLERK_WEBHOOK_SIGNING_SECRET", "signing secret (whsec_…) of a webhook that Clerk sends here directly");

    public static final Setting<String> INNGEST_SIGNING_KEY =
            secret("INNGEST_SIGNING_KEY", "Inngest's signing key (signkey-…); with it /api/inngest is served");
    public static final Setting<String> INNGEST_SIGNING_KEY_FALLBACK =
            secret("INNGEST_SIGNING_KEY_FALLBACK", "the other signing key while keys are being rotated");
    public static final Setting<String> INNGEST_EVENT_KEY =
            secret("INNGEST_EVENT_KEY", "Inngest's event key; only its digest is ever told, to Inngest");
    public static final Setting<URI> INNGEST_API_BASE_URL =
            url("INNGEST_API_BASE_URL", "https://api.inngest.com", "where Inngest's API is");
    public static final Setting<String> INNGEST_ENV =
            text("INNGEST_ENV", "", "the Inngest environment, where the key does not say");
    public static final Setting<String> INNGEST_DEV = text(
            "INNGEST_DEV",
            "",
            "1, or the address of an Inngest dev server: requests need no signature; only on localhost");

    /// All of them.
    public static final List<Setting<?>> ALL = List.of(
            OIDC_ISSUERS,
            OIDC_CLIENT_IDS,
            OIDC_CLIENT_SECRETS,
            OIDC_LABELS,
            CLERK_SECRET_KEY,
            CLERK_PUBLISHABLE_KEY,
            NEXT_CLERK_PUBLISHABLE_KEY,
            CLERK_API_URL,
            CLERK_WEBHOOK_SIGNING_SECRET,
            INNGEST_SIGNING_KEY,
            INNGEST_SIGNING_KEY_FALLBACK,
            INNGEST_EVENT_KEY,
            INNGEST_API_BASE_URL,
            INNGEST_ENV,
            INNGEST_DEV);

    /// A value for each of some names. One variable for all of a kind, because every variable must be known by name
    /// beforehand: how else would a misspelled one be found?
    private static Setting<Map<String, String>> named(String name, String description, boolean secret) {
        return new Setting<>(name, "", description, secret, IntegrationSettings::byName);
    }

    private static Map<String, String> byName(String text) {
        var values = new LinkedHashMap<String, String>();
        Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(item -> {
                    int equals = item.indexOf('=');
                    String key = item.substring(0, Math.max(equals, 0));
                    if (!key.matches("[a-z][a-z0-9-]{0,31}") || equals == item.length() - 1) {
                        throw new IllegalArgumentException(
                                "must list name=value, names in small letters, digits and -");
                    }
                    if (values.put(key, item.substring(equals + 1)) != null) {
                        throw new IllegalArgumentException("must name each provider once");
                    }
                });
        return Map.copyOf(values);
    }
}
