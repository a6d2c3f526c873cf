package com.matrixos.platform.routing;

import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.WakeOutcome;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.time.Duration;
import java.util.function.Consumer;

/// Holds a request while its computer wakes. A virtual thread for each waiting request: two hundred of
/// them wait on one start and cost next to nothing.
final class Waker {
    /// A person looking at an empty page is told what happens after this long (Nielsen's limit of
    /// attention is 10 s, of flow 1 s; a wake usually takes half of that).
    static final Duration PAGE_PATIENCE = Duration.ofSeconds(3);

    /// What a program gets in place of a page: the answer itself, within what an edge in front of us
    /// tolerates (100 s).
    static final Duration PROGRAM_PATIENCE = Duration.ofSeconds(60);

    private final Containers containers;
    private final Refusals refusals;

    Waker(Containers containers, Refusals refusals) {
        this.containers = containers;
        this.refusals = refusals;
    }

    /// Makes the verdict for a computer that has just become ready.
    @FunctionalInterface
    interface WhenReady {
        Verdict forward(int gatewayPort, int shellPort);
    }

    void wake(RequestHead head, Handle handle, WhenReady whenReady, Consumer<Verdict> decide) {
        OffLoop.decide(
                "wake-" + handle.text(),
                decide,
                () -> awake(head, handle, whenReady),
                () -> refusals.broken(head, handle.text()));
    }

    /// Blocks until the computer is ready or patience has run out.
    Verdict awake(RequestHead head, Handle handle, WhenReady whenReady) {
        Duration patience = Refusals.wantsPage(head) ? PAGE_PATIENCE : PROGRAM_PATIENCE;
        return switch (containers.awaitAwake(handle, patience)) {
            case WakeOutcome.Ready(int gateway, int shell) -> whenReady.forward(gateway, shell);
            case WakeOutcome.StillWaking(String step) -> refusals.waking(head, handle.text(), step);
            case WakeOutcome.CannotWake(var problem) -> refusals.asleep(head, handle.text(), problem);
        };
    }
}
