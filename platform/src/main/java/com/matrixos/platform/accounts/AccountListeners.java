package com.matrixos.platform.accounts;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who want to hear of one kind of event, after it is committed, on the thread that brought it about.
/// What one of them throws is logged: the event has happened. Safe for use from any thread.
final class AccountListeners {
    private static final Logger LOG = LoggerFactory.getLogger(AccountListeners.class);

    private final List<Consumer<Account>> listeners = new CopyOnWriteArrayList<>();

    void add(Consumer<Account> listener) {
        listeners.add(listener);
    }

    void tell(Account account) {
        for (Consumer<Account> listener : listeners) {
            try {
                listener.accept(account);
            } catch (RuntimeException e) {
                LOG.error("telling of an account failed account={}", account.id(), e);
            }
        }
    }
}
