package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.integrations.clerk.ClerkPeople;
import com.matrixos.platform.integrations.clerk.ClerkUser;
import com.matrixos.platform.jobs.Facts;
import com.matrixos.platform.jobs.Recipe;
import com.matrixos.platform.jobs.Stage;
import com.matrixos.platform.jobs.computers.Ready;
import com.matrixos.platform.jobs.computers.Settling;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Inngest has us do when Clerk tells it of a user. The work itself are the jobs that a first visit begins too, so
/// that whoever comes first, it is done once.
public final class MatrixFunctions {
    private static final int RETRIES = 10;
    private static final Duration BOOT = Duration.ofSeconds(10);

    private final ClerkPeople people;
    private final Settling settling;

    private record Provisioned(String handle, String status) {}

    private record Removal(@Nullable String handle, String status) {}

    public MatrixFunctions(ClerkPeople people, Settling settling) {
        this.people = people;
        this.settling = settling;
    }

    /// Both functions.
    public List<InngestFunction> all() {
        return List.of(
                new InngestFunction(
                        Recipe.named("provision-matrix-os")
                                .then(new Stage.Deed("provision-container", "provision-container", this::provision))
                                .then(new Stage.Pause("wait-for-boot", "wait-for-boot", BOOT))
                                .then(new Stage.Deed("verify-running", "verify-running", this::verify)),
                        "clerk/user.created",
                        RETRIES),
                new InngestFunction(
                        Recipe.named("remove-matrix-os")
                                .then(new Stage.Deed("begin-removal", "begin-removal", this::remove)),
                        "clerk/user.deleted",
                        RETRIES));
    }

    private Provisioned provision(Facts facts) throws InterruptedException {
        Account account = people.settle(user(facts));
        settling.ensureProvisioned(account);
        return new Provisioned(account.handle().text(), "running");
    }

    /// The original's step of this name read the status and went on whatever it was.
    private Ready verify(Facts facts) {
        Provisioned provisioned = facts.result("provision-container", Provisioned.class);
        return settling.requireReady(new Handle(provisioned.handle()));
    }

    private Removal remove(Facts facts) {
        return people.depart(user(facts).id())
                .map(account -> new Removal(account.handle().text(), "leaving"))
                .orElseGet(() -> new Removal(null, "unknown"));
    }

    private static ClerkUser user(Facts facts) {
        return ClerkUser.of(facts.payload(JsonNode.class));
    }
}
