package com.matrixos.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the site must know of this host before anybody is signed in.
///
/// @param domain whose first label names a computer
/// @param siteUrl origin of the site
/// @param computerUrl origin of a computer, with `{handle}` where its handle stands
/// @param signup `open` or `closed`
/// @param needsSetup whether there is no admin yet
/// @param demoModel whether a scripted model answers in place of the real one
/// @param mail whether this host can send mail
/// @param oidc who else can vouch for people
/// @param clerk null unless Clerk does
/// @param version of Matrix OS
public record HostRecord(
        String domain,
        String siteUrl,
        String computerUrl,
        String signup,
        boolean needsSetup,
        boolean demoModel,
        boolean mail,
        List<ProviderRecord> oidc,
        @Nullable ClerkRecord clerk,
        String version) {
    public HostRecord {
        oidc = List.copyOf(oidc);
    }
}
