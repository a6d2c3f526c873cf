package com.matrixos.platform.programs;

import com.matrixos.api.Ok;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account's tokens. Only in a browser: a program that could make tokens would outlive its own.
public final class TokenRoutes {
    private record NewToken(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Integer days) {}

    private record Item(
            String id,
            String name,
            List<String> scopes,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String expiresAt) {}

    private record Items(List<Item> items) {}

    private record MadeToken(
            String id,
            String token,
            String name,
            List<String> scopes,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String expiresAt) {
        /// Without the token.
        @Override
        public String toString() {
            return "MadeToken[" + id + "]";
        }
    }

    private final Programs programs;
    private final Guard guard;

    public TokenRoutes(Programs programs, Guard guard) {
        this.programs = programs;
        this.guard = guard;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get("/api/me/tokens", guard.person((_, person) -> list(person)))
                .post("/api/me/tokens", guard.person(this::make))
                .delete("/api/me/tokens/{id}", guard.person(this::revoke));
    }

    private Answer list(Principal.Person person) {
        return Answer.json(
                200,
                new Items(programs.of(person.account().id()).stream()
                        .map(TokenRoutes::item)
                        .toList()));
    }

    private Answer make(Call call, Principal.Person person) throws IOException {
        NewToken wanted = call.json(NewToken.class);
        Wish wish = Wish.of(person.account(), wanted.name(), wanted.scopes(), wanted.days());
        Programs.Made made = programs.make(person.account(), wish, person.actor(Guard.address(call)));
        Item item = item(made.about());
        return Answer.json(
                201,
                new MadeToken(
                        item.id(),
                        made.token(),
                        item.name(),
                        item.scopes(),
                        item.createdAt(),
                        item.lastUsedAt(),
                        item.expiresAt()));
    }

    private Answer revoke(Call call, Principal.Person person) {
        boolean ended = programs.revoke(person.account().id(), call.parameter("id"), person.actor(Guard.address(call)));
        return ended ? Answer.json(200, Ok.OK) : Answer.problem(Problems.nothing());
    }

    private static Item item(ProgramToken token) {
        return new Item(
                token.id(),
                token.name(),
                token.scopes().stream().map(Scope::text).sorted().toList(),
                Timestamp.of(token.createdAt()),
                TokenRows.text(token.lastUsedAt()),
                TokenRows.text(token.expiresAt()));
    }
}
