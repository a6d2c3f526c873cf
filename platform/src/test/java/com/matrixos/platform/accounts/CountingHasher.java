package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import java.util.concurrent.atomic.AtomicInteger;

/// Hashes as fast as it can, and counts how often: the work of a request, without the time. Of those made by
/// an older version of itself it says so.
public final class CountingHasher implements Hasher {
    private final AtomicInteger count = new AtomicInteger();
    private final String version;

    public CountingHasher() {
        this("v1");
    }

    public CountingHasher(String version) {
        this.version = version;
    }

    /// How many hashes were made or checked.
    public int count() {
        return count.get();
    }

    @Override
    public String hash(String password) {
        count.incrementAndGet();
        return version + "$" + Tokens.sha256(password);
    }

    @Override
    public boolean matches(String password, String hash) {
        count.incrementAndGet();
        return hash.endsWith("$" + Tokens.sha256(password));
    }

    @Override
    public boolean outdated(String hash) {
        return !hash.startsWith(version + "$");
    }
}
