package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.problems.Problems;
import com.matrixos.platform.site.Commands.Command;

/// `/api/me/computer`: an account's own computer. There is no way to name another.
final class ComputerRoutes {
    private static final String PATH = "/api/me/computer";

    private final Guard guard;
    private final Audit audit;
    private final Computers computers;
    private final Provisioning provisioning;
    private final Commands commands;
    private final ComputerFeeds feeds;

    ComputerRoutes(
            Guard guard,
            Audit audit,
            Computers computers,
            Provisioning provisioning,
            Commands commands,
            ComputerFeeds feeds) {
        this.guard = guard;
        this.audit = audit;
        this.computers = computers;
        this.provisioning = provisioning;
        this.commands = commands;
        this.feeds = feeds;
    }

    void addTo(Routes routes) {
        routes.get(PATH, guard.account(Scope.COMPUTER_READ, (_, account) -> Answer.json(200, computers.of(account))))
                .get(PATH + "/stream", guard.account(Scope.COMPUTER_READ, this::stream))
                .post(PATH + "/provision", guard.account(Scope.COMPUTER_WRITE, this::provision))
                .post(PATH + "/start", command(Command.START))
                .post(PATH + "/stop", command(Command.STOP))
                .post(PATH + "/restart", command(Command.RESTART))
                .post(PATH + "/update", command(Command.UPDATE));
    }

    private Answer provision(Call call, Account account) {
        provisioning.want(account);
        audit.record(Entry.done(guard.actor(call), "computer.requested", "computer:" + account.handle()));
        return Answer.json(202, computers.of(account));
    }

    private Endpoint command(Command command) {
        return guard.account(Scope.COMPUTER_WRITE, (call, account) -> {
            if (computers.own(account).isEmpty()) {
                throw Problems.unknownContainer().exception();
            }
            commands.begin(account.handle(), command, guard.actor(call));
            return Answer.json(202, computers.of(account));
        });
    }

    private Answer stream(Call call, Account account) {
        return feeds.open(call, account, () -> same(guard.who(call), account));
    }

    /// Whether who asked is still signed in as that account.
    private static boolean same(Principal who, Account account) {
        return switch (who) {
            case Principal.Person person -> person.account().id().equals(account.id());
            case Principal.Program program ->
                program.account().id().equals(account.id()) && program.scopes().contains(Scope.COMPUTER_READ);
            case Principal.Operator _, Principal.Nobody _ -> false;
        };
    }
}
