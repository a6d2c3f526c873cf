package com.matrixos.platform.integrations;

import java.util.Locale;

/// Who somebody is to a provider that vouches for them.
///
/// @param provider `clerk`, or `oidc:` and the provider's name
/// @param subject how the provider calls the person, for ever the same and never another's
/// @param email in lower case; empty when the provider gave none
/// @param admin whether the provider says that they are to be admin
public record Identity(String provider, String subject, String email, boolean admin) {
    private static final int LONGEST_EMAIL = 254;

    public Identity {
        email = email.length() > LONGEST_EMAIL ? "" : email.strip().toLowerCase(Locale.ROOT);
    }
}
