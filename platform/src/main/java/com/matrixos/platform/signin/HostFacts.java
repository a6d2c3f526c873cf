package com.matrixos.platform.signin;

import com.matrixos.api.accounts.ClerkRecord;
import com.matrixos.api.accounts.HostRecord;
import com.matrixos.api.accounts.ProviderRecord;
import com.matrixos.platform.access.PublicAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of a host's settings its visitors may know.
///
/// @param signUpOpen whether anybody may sign up
/// @param demoModel whether a scripted model answers
/// @param mail whether mail can be sent
/// @param oidc who else can vouch for people
/// @param clerk null unless Clerk does
/// @param version of Matrix OS
public record HostFacts(
        PublicAddress address,
        boolean signUpOpen,
        boolean demoModel,
        boolean mail,
        List<ProviderRecord> oidc,
        @Nullable ClerkRecord clerk,
        String version) {
    public HostFacts {
        oidc = List.copyOf(oidc);
    }

    HostRecord record(boolean needsSetup) {
        return new HostRecord(
                address.domain(),
                address.site(),
                computerUrl(),
                signUpOpen ? "open" : "closed",
                needsSetup,
                demoModel,
                mail,
                oidc,
                clerk,
                version);
    }

    private String computerUrl() {
        String port = address.port() == 0 ? "" : ":" + address.port();
        return address.scheme() + "://{handle}." + address.domain() + port;
    }
}
