package com.matrixos.platform.accounts;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id (RFC 9106) with the least that OWASP's cheat sheet on storing passwords asks for: 19 MiB, two
/// passes, one lane. At most two run at once, so that a storm of sign-ins takes 38 MiB of the host and not
/// all of it; who waits too long is told to come back.
public final class Argon2Hasher implements Hasher {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int OUTPUT_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Argon2Function function;
    private final Duration patience;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    public Argon2Hasher() {
        this(MEMORY_KIB, PASSES, PATIENCE);
    }

    /// With other parameters, for tests of what happens when they change.
    Argon2Hasher(int memoryKib, int passes, Duration patience) {
        this.function = Argon2Function.getInstance(memoryKib, passes, LANES, OUTPUT_BYTES, Argon2.ID);
        this.patience = patience;
    }

    @Override
    public String hash(String password) {
        return inTurn(() -> function.hash(password).getResult());
    }

    @Override
    public boolean matches(String password, String hash) {
        return inTurn(() -> Argon2Function.getInstanceFromHash(hash).check(password, hash));
    }

    @Override
    public boolean outdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(function);
    }

    /// Runs it when it is its turn.
    <T> T inTurn(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TryLaterException(AccountProblems.busy(), patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a turn", e);
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
