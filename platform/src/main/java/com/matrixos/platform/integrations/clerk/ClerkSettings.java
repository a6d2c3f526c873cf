package com.matrixos.platform.integrations.clerk;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.base.config.Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An application at Clerk.
///
/// @param issuer who its session tokens are from
/// @param api where the backend API is
public record ClerkSettings(String secretKey, String publishableKey, String issuer, URI api) {
    private static final Pattern PUBLISHABLE = Pattern.compile("pk_(?:test|live)_([A-Za-z0-9+/_-]+=*)");

    /// The application, when both of its keys are set.
    ///
    /// @throws IllegalArgumentException when the publishable key is none
    public static Optional<ClerkSettings> from(Config config) {
        String secret = config.get(IntegrationSettings.CLERK_SECRET_KEY);
        String own = config.get(IntegrationSettings.CLERK_PUBLISHABLE_KEY);
        String publishable = own.isEmpty() ? config.get(IntegrationSettings.NEXT_CLERK_PUBLISHABLE_KEY) : own;
        return secret.isEmpty() || publishable.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClerkSettings(
                        secret, publishable, issuer(publishable), config.get(IntegrationSettings.CLERK_API_URL)));
    }

    /// The publishable key is the host of the application's frontend API in base64, with a dollar sign at its end; the
    /// same host is the issuer.
    private static String issuer(String publishable) {
        Matcher matcher = PUBLISHABLE.matcher(publishable);
        if (matcher.matches()) {
            String host = decoded(matcher.group(1));
            if (host.endsWith("$") && host.length() > 1) {
                return "https://" + host.substring(0, host.length() - 1);
            }
        }
        throw new IllegalArgumentException("CLERK_PUBLISHABLE_KEY must be one of Clerk's: pk_live_… or pk_test_…");
    }

    private static String decoded(String base64) {
        try {
            return new String(
                    Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ClerkSettings[" + issuer + "]";
    }
}
