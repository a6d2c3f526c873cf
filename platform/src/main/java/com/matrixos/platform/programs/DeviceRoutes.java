package com.matrixos.platform.programs;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.ClientAddress;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a program without a browser gets a token (RFC 8628), from the program's side: it shows a code and
/// asks again and
/// again whether somebody has let it in.
public final class DeviceRoutes {
    private static final int LONGEST_USER_AGENT = 200;

    private record Nothing() {}

    private record Codes(
            String deviceCode,
            String userCode,
            String verificationUri,
            String verificationUriComplete,
            long expiresIn,
            long interval) {}

    private record Poll(@Nullable String deviceCode) {}

    private record Grant(String token, String handle, String id) {
        /// Without the token.
        @Override
        public String toString() {
            return "Grant[" + handle + "]";
        }
    }

    private final Devices devices;
    private final Programs programs;
    private final Accounts accounts;
    private final Guard guard;
    private final PublicAddress address;

    public DeviceRoutes(Devices devices, Programs programs, Accounts accounts, Guard guard, PublicAddress address) {
        this.devices = devices;
        this.programs = programs;
        this.accounts = accounts;
        this.guard = guard;
        this.address = address;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.post("/api/auth/device", guard.open((call, _) -> begin(call)))
                .post("/api/auth/device/token", guard.open((call, _) -> poll(call)));
    }

    private Answer begin(Call call) throws IOException {
        if (call.body().length > 0) {
            call.json(Nothing.class);
        }
        String from = Guard.address(call);
        String userAgent = call.header("user-agent").orElse("");
        var asker = new Devices.Asker(
                ClientAddress.of(from),
                ClientAddress.network(from),
                userAgent.substring(0, Math.min(userAgent.length(), LONGEST_USER_AGENT)));
        return devices.begin(asker)
                .map(begun -> Answer.json(200, codes(begun)))
                .orElseGet(() -> ProgramProblems.tooMany(Devices.LIFE.toSeconds()));
    }

    private Codes codes(Devices.Begun begun) {
        String userCode = begun.request().userCode().text();
        String page = address.site() + "/device";
        return new Codes(
                begun.deviceCode(),
                userCode,
                page,
                page + "#" + userCode,
                Devices.LIFE.toSeconds(),
                Devices.INTERVAL.toSeconds());
    }

    private Answer poll(Call call) throws IOException {
        String deviceCode = call.json(Poll.class).deviceCode();
        if (deviceCode == null) {
            throw Problems.badRequest("deviceCode", "deviceCode is required").exception();
        }
        return switch (devices.poll(deviceCode)) {
            case Devices.Progress.Pending _ -> Answer.problem(ProgramProblems.pending());
            case Devices.Progress.TooSoon(Duration interval) ->
                Answer.problem(ProgramProblems.slowDown(interval.toSeconds()));
            case Devices.Progress.Denied _ -> Answer.problem(ProgramProblems.denied());
            case Devices.Progress.Expired _ -> Answer.problem(ProgramProblems.expired());
            case Devices.Progress.Granted(String accountId, Devices.Request request) ->
                accounts.find(accountId)
                        .filter(account -> account.standing() instanceof Standing.Active)
                        .map(account -> grant(call, account, request))
                        .orElseGet(() -> Answer.problem(ProgramProblems.denied()));
        };
    }

    private Answer grant(Call call, Account account, Devices.Request request) {
        var device = new Principal.Program(account, "", Set.of());
        Programs.Made made = programs.make(
                account, Wish.device(account, request.asker().userAgent()), device.actor(Guard.address(call)));
        return Answer.json(
                200,
                new Grant(made.token(), account.handle().text(), made.about().id()));
    }
}
