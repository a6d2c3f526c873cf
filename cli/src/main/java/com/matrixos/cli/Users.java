package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The platform's users, by their handles. Blocking; every method throws [CommandException] as [Api] does, and
/// when there is no user of that handle.
///
/// @param api that has them
record Users(Api api) {
    private static final String PATH = "/api/users";

    Items list(@Nullable String role, @Nullable String state, @Nullable String search, int limit) {
        return api.list(Query.of(PATH).with("role", role).with("state", state).with("q", search), limit);
    }

    JsonNode create(String handle, String email, String role) {
        return api.ask("POST", PATH, Map.of("email", email, "handle", handle, "role", role));
    }

    JsonNode show(String handle) {
        return api.get(path(handle));
    }

    void change(String handle, String member, String value) {
        api.ask("PATCH", path(handle), Map.of(member, value));
    }

    JsonNode resetLink(String handle) {
        return api.ask("POST", path(handle) + "/reset-link");
    }

    void signOut(String handle) {
        api.order("POST", path(handle) + "/sign-out");
    }

    void delete(String id) {
        api.order("DELETE", pathOf(id));
    }

    /// The id of the user of exactly this handle. The list finds whatever contains it.
    String id(String handle) {
        Items found = list(null, null, handle, Arguments.Count.MOST);
        return found.rows().stream()
                .filter(user -> user.path("handle").asText().equals(handle))
                .map(user -> api.text(user, "id"))
                .findFirst()
                .orElseThrow(() -> new CommandException("There is no user of the handle " + Printable.of(handle)
                        + ". See who there is: ./matrixos users list"));
    }

    private String path(String handle) {
        return pathOf(id(handle));
    }

    private static String pathOf(String id) {
        return PATH + "/" + OperatorHttp.encoded(id);
    }
}
