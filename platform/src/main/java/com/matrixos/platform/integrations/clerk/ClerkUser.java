package com.matrixos.platform.integrations.clerk;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.integrations.Identity;
import com.matrixos.platform.problems.Problems;
import java.util.Locale;
import java.util.Optional;

/// A user as Clerk describes one, in its API and in its webhooks alike.
///
/// @param username in lower case; empty when none was chosen
/// @param email the primary one; empty when there is none
/// @param admin whether `public_metadata.role` says so
/// @param barred whether Clerk lets them in nowhere
public record ClerkUser(String id, String username, String email, boolean admin, boolean barred) {
    /// The provider in the names of identities.
    public static final String PROVIDER = "clerk";

    /// Reads one.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 when it has no id
    public static ClerkUser of(JsonNode user) {
        String id = user.path("id").asText();
        if (!id.matches("[A-Za-z0-9_]{1,100}")) {
            throw Problems.badRequest("data.id", "data.id must be the id of a user")
                    .exception();
        }
        JsonNode username = user.path("username");
        return new ClerkUser(
                id,
                username.isTextual() ? username.asText().toLowerCase(Locale.ROOT) : "",
                email(user),
                user.path("public_metadata").path("role").asText().equals("admin"),
                user.path("banned").asBoolean() || user.path("locked").asBoolean());
    }

    /// As whom they are known here.
    public Identity identity() {
        return new Identity(PROVIDER, id, email, admin);
    }

    /// The name their computer can have, when their username can be one. Clerk's ids cannot: no host may be called
    /// `user_2abC`.
    public Optional<Handle> handle() {
        return Handle.parse(username);
    }

    private static String email(JsonNode user) {
        String primary = user.path("primary_email_address_id").asText();
        for (JsonNode address : user.path("email_addresses")) {
            if (address.path("id").asText().equals(primary)) {
                return address.path("email_address").asText();
            }
        }
        return "";
    }
}
