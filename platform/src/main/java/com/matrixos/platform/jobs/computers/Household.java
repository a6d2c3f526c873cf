package com.matrixos.platform.jobs.computers;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.jobs.Facts;
import com.matrixos.platform.jobs.Recipe;
import com.matrixos.platform.jobs.Stage;
import com.matrixos.platform.problems.Problems;
import java.nio.file.Path;
import java.time.Duration;

/// The two recipes of a computer's life. Every step may be done twice and comes to the same.
public final class Household {
    /// The kind of the job that makes somebody's computer.
    public static final String PROVISION = "provision-matrix-os";

    /// The kind of the job that takes it away again.
    public static final String REMOVE = "remove-matrix-os";

    private final Computers computers;
    private final Residents residents;
    private final Path homes;
    private final Duration grace;
    private final Readiness readiness;

    /// Whose computer a job is about, in its payload.
    record Owner(String accountId, String handle) {
        Handle name() {
            return new Handle(handle);
        }
    }

    /// How the steps speak of what they did.
    record Done(String outcome) {}

    /// Bytes that were free.
    record Storage(long freeBytes) {}

    /// @param homes the folder with everybody's homes
    /// @param grace how long a computer is kept for somebody who has left
    public Household(Computers computers, Residents residents, Path homes, Duration grace) {
        this.computers = computers;
        this.residents = residents;
        this.homes = homes;
        this.grace = grace;
        this.readiness = new Readiness(computers);
    }

    /// Account, storage, container, ready.
    public Recipe provision() {
        return Recipe.named(PROVISION)
                .then(new Stage.Deed("account", "Your account", this::account))
                .then(new Stage.Deed("storage", "Room for your files", _ -> new Storage(Room.find(homes))))
                .then(new Stage.Deed("container", "Your computer", this::container))
                .then(new Stage.Deed(
                        "ready",
                        "Up and answering",
                        facts -> readiness.require(facts.payload(Owner.class).name())));
    }

    /// Stop, grace, destroy. Whoever comes back in time keeps everything.
    public Recipe remove() {
        return Recipe.named(REMOVE)
                .then(new Stage.Deed("stop", "The computer is stopped", this::stop))
                .then(new Stage.Pause("grace", "Time to come back", grace))
                .then(new Stage.Deed("destroy", "The computer and the account are removed", this::destroy));
    }

    private Owner account(Facts facts) {
        Owner owner = facts.payload(Owner.class);
        return residents
                .find(owner.accountId())
                .filter(account -> account.standing() instanceof Standing.Active)
                .map(account -> new Owner(account.id(), account.handle().text()))
                .orElseThrow(() -> Problems.nothing().exception());
    }

    private Done container(Facts facts) {
        Owner owner = facts.payload(Owner.class);
        return new Done(computers.provision(owner.name(), owner.accountId()).status());
    }

    private Done stop(Facts facts) {
        Owner owner = facts.payload(Owner.class);
        if (!theirs(owner)) {
            return new Done("there was none");
        }
        computers.stop(owner.name());
        return new Done("stopped");
    }

    private Done destroy(Facts facts) {
        Owner owner = facts.payload(Owner.class);
        if (residents.find(owner.accountId()).filter(Household::stays).isPresent()) {
            return new Done("came back");
        }
        if (theirs(owner)) {
            computers.destroy(owner.name());
        }
        residents.remove(owner.accountId());
        return new Done("destroyed");
    }

    private static boolean stays(Account account) {
        return !(account.standing() instanceof Standing.Leaving);
    }

    /// A computer of that name may be another's by now.
    private boolean theirs(Owner owner) {
        return computers
                .find(owner.name())
                .map(ContainerRecord::clerkUserId)
                .filter(owner.accountId()::equals)
                .isPresent();
    }

    /// What a step may say of a computer that works.
    Readiness readiness() {
        return readiness;
    }
}
