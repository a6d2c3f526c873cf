package com.matrixos.platform.access;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSession;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.ClientAddress;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.Optional;

/// Finds out who makes a request of the control plane, and keeps out whom it is not for. Every route is made
/// by one of its methods, so that none is open by being forgotten.
///
/// With a secret the operator is who sends it as a bearer token. Without one it is who asks this machine
/// directly and is no browser: routing marks such requests with [#DIRECT] after removing whatever a client
/// sent under that name, and nothing but routing can reach the control plane's socket. A browser always says
/// that it is one (`Sec-Fetch-Site`, `Origin`, a cookie); being at the machine would be the credentials of
/// every page that it shows.
public final class Guard {
    /// The header by which routing marks a direct loopback request, with the value `1`.
    public static final String DIRECT = "x-matrix-direct";

    private static final String SCHEME = "Bearer ";

    private final String secret;
    private final Accounts accounts;
    private final SiteSessions sessions;
    private final ProgramTokens programs;
    private final Audit audit;
    private final Origins origins;

    /// @param secret the operator's; empty for none
    public Guard(
            String secret,
            Origins origins,
            Accounts accounts,
            SiteSessions sessions,
            ProgramTokens programs,
            Audit audit) {
        this.secret = secret;
        this.origins = origins;
        this.accounts = accounts;
        this.sessions = sessions;
        this.programs = programs;
        this.audit = audit;
    }

    /// Answers a call of which it is known who made it.
    @FunctionalInterface
    public interface Known<P> {
        /// Answers it.
        Answer answer(Call call, P who) throws Exception;
    }

    /// For everybody; what changes something must still come from a page of ours, or from no page.
    public Endpoint open(Known<Principal> endpoint) {
        return call -> ours(call) ? endpoint.answer(call, who(call)) : Answer.problem(Problems.crossOrigin());
    }

    /// For whoever is known.
    public Endpoint somebody(Known<Principal> endpoint) {
        return open((call, who) -> who instanceof Principal.Nobody ? stranger() : endpoint.answer(call, who));
    }

    /// For the operator and admins. Others who are signed in are told that there is nothing here.
    public Endpoint steering(Known<Principal> endpoint) {
        return open((call, who) -> {
            if (who.steersAll()) {
                return endpoint.answer(call, who);
            }
            audit.record(Entry.denied(actor(call, who), "access.denied", call.method() + " " + call.path()));
            return switch (who) {
                case Principal.Nobody _ -> stranger();
                case Principal.Person _, Principal.Program _, Principal.Operator _ ->
                    Answer.problem(Problems.nothing());
            };
        });
    }

    /// For whoever is signed in, in a browser; programs and the operator are not.
    public Endpoint person(Known<Principal.Person> endpoint) {
        return open((call, who) -> who instanceof Principal.Person person ? endpoint.answer(call, person) : stranger());
    }

    /// For an account: signed in, or by a program whose token has the scope.
    public Endpoint account(Scope scope, Known<Account> endpoint) {
        return open((call, who) -> switch (who) {
            case Principal.Person person -> endpoint.answer(call, person.account());
            case Principal.Program program
            when program.scopes().contains(scope) -> endpoint.answer(call, program.account());
            case Principal.Program _ -> Answer.problem(Problems.scopeMissing(scope.text()));
            case Principal.Operator _, Principal.Nobody _ -> stranger();
        });
    }

    /// Who makes this call.
    public Principal who(Call call) {
        String authorization = call.header("authorization").orElse("");
        if (authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return bearer(authorization.substring(SCHEME.length()).strip());
        }
        if (secret.isEmpty() && call.headers(DIRECT).equals(List.of("1")) && !browser(call)) {
            return new Principal.Operator();
        }
        return person(call).<Principal>map(person -> person).orElseGet(Principal.Nobody::new);
    }

    /// As the audit log names who made this call.
    public Actor actor(Call call) {
        return actor(call, who(call));
    }

    /// Where a call came from: the client's address, as the relay or a proxy that it trusts has seen it.
    public static String address(Call call) {
        return ClientAddress.of(call.header("x-forwarded-for").orElse(""));
    }

    private static Actor actor(Call call, Principal who) {
        return who.actor(address(call));
    }

    private Principal bearer(String token) {
        if (!secret.isEmpty() && Tokens.same(token, secret)) {
            return new Principal.Operator();
        }
        return programs.find(token).<Principal>map(program -> program).orElseGet(Principal.Nobody::new);
    }

    /// A page on a computer's host is of the same site as ours, so its requests bear our cookie: SameSite does not
    /// tell them apart, but browsers say so in a header of their own (W3C Fetch Metadata).
    private Optional<Principal.Person> person(Call call) {
        if (!call.header("sec-fetch-site")
                .map(site -> site.equals("same-origin")
                        || site.equals("none")
                        || navigation(call)
                        || origins.site(call).isPresent())
                .orElse(true)) {
            return Optional.empty();
        }
        return SiteCookie.of(call).flatMap(sessions::find).flatMap(this::active);
    }

    private Optional<Principal.Person> active(SiteSession session) {
        return accounts.find(session.accountId())
                .filter(account -> !(account.standing() instanceof Standing.Suspended))
                .map(account -> new Principal.Person(account, session));
    }

    /// Somebody followed a link: what it shows, no script of the page they came from can read.
    private static boolean navigation(Call call) {
        return call.method().equals("GET")
                && call.header("sec-fetch-mode").filter("navigate"::equals).isPresent()
                && call.header("sec-fetch-dest").filter("document"::equals).isPresent();
    }

    private static boolean browser(Call call) {
        return call.header("sec-fetch-site").isPresent()
                || call.header("origin").isPresent()
                || call.header("cookie").isPresent();
    }

    private boolean ours(Call call) {
        return call.method().equals("GET") || call.method().equals("HEAD") || origins.ours(call);
    }

    private static Answer stranger() {
        return Answer.problem(Problems.unauthorized()).with("www-authenticate", "Bearer");
    }
}
