package com.matrixos.platform.integrations.oidc;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.WayBack;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.integrations.Arrivals;
import com.matrixos.platform.integrations.Identity;
import com.matrixos.platform.integrations.IntegrationProblems;
import com.matrixos.platform.integrations.Newcomers;
import com.matrixos.platform.integrations.Outward;
import com.matrixos.platform.integrations.Pending;
import com.matrixos.platform.integrations.SignInCookie;
import com.matrixos.platform.integrations.Welcome;
import com.matrixos.platform.problems.Problems;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The way to a provider and back. People are in the middle of going somewhere, so every answer is a redirection, a
/// failure to the sign-in page, which says what its `problem` means.
public final class OidcRoutes {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final List<OidcClient> clients;
    private final Pending<Flow> flows;
    private final Arrivals arrivals;
    private final Newcomers newcomers;
    private final Welcome welcome;
    private final Guard guard;
    private final PublicAddress address;

    /// What sign-in by others leads to.
    public record Entrance(Arrivals arrivals, Newcomers newcomers, Welcome welcome) {}

    public OidcRoutes(
            List<Provider> providers,
            Entrance entrance,
            Guard guard,
            PublicAddress address,
            Outward outward,
            InstantSource time) {
        this.clients = providers.stream()
                .map(provider -> new OidcClient(provider, callback(address, provider), outward, time))
                .toList();
        this.flows = new Pending<>(time, LIFE, MOST);
        this.arrivals = entrance.arrivals();
        this.newcomers = entrance.newcomers();
        this.welcome = entrance.welcome();
        this.guard = guard;
        this.address = address;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get("/api/auth/oidc/{provider}/start", guard.open((call, _) -> orToLogin(call, this::start)))
                .get("/api/auth/oidc/{provider}/callback", guard.open((call, _) -> orToLogin(call, this::callback)));
    }

    private Answer start(Call call) {
        OidcClient client = client(call);
        String next = WayBack.of(call.query("next").orElse("/"));
        if (elsewhere(call)) {
            return redirect(address.control() + "/api/auth/oidc/"
                    + client.provider().name() + "/start?here=1&next=" + WayBack.encoded(next));
        }
        String browser = Tokens.random("");
        String state = Tokens.random("");
        Flow flow = Flow.begin(client.provider().name(), browser, next);
        URI authorize = client.authorize(state, flow);
        flows.put(state, flow);
        return redirect(authorize.toString()).with("set-cookie", SignInCookie.set(call, browser));
    }

    /// The provider sends people back to one host, and the cookie must be there.
    private boolean elsewhere(Call call) {
        String host = call.header("host").orElse("").toLowerCase(Locale.ROOT);
        return call.query("here").isEmpty()
                && !URI.create(address.control()).getAuthority().equals(host);
    }

    private Answer callback(Call call) {
        OidcClient client = client(call);
        String browser = SignInCookie.of(call)
                .orElseThrow(() -> IntegrationProblems.expired().exception());
        Flow flow = flows.take(call.query("state").orElse(""))
                .filter(begun -> begun.provider().equals(client.provider().name()) && begun.begunBy(browser))
                .orElseThrow(() -> IntegrationProblems.expired().exception());
        String code = call.query("code")
                .orElseThrow(() -> IntegrationProblems.identityRefused().exception());
        Identity identity = client.identity(code, call.query("iss").orElse(null), flow);
        Optional<Account> account = arrivals.find(identity);
        if (account.isPresent()) {
            return welcome.signedIn(call, account.get(), redirect(address.site() + flow.next()));
        }
        newcomers.remember(browser, identity);
        return redirect(address.site() + "/signup?via=oidc&next=" + WayBack.encoded(flow.next()));
    }

    private OidcClient client(Call call) {
        return clients.stream()
                .filter(client -> client.provider().name().equals(call.parameter("provider")))
                .findFirst()
                .orElseThrow(() -> Problems.nothing().exception());
    }

    private interface Way {
        Answer go(Call call);
    }

    private Answer orToLogin(Call call, Way way) {
        try {
            return way.go(call);
        } catch (ProblemException e) {
            return redirect(address.site() + "/login?problem=" + e.problem().type());
        }
    }

    private static Answer redirect(String location) {
        return Answer.empty(303)
                .with("location", location)
                .with("cache-control", "no-store")
                .with("referrer-policy", "no-referrer");
    }

    private static URI callback(PublicAddress address, Provider provider) {
        return URI.create(address.control() + "/api/auth/oidc/" + provider.name() + "/callback");
    }
}
