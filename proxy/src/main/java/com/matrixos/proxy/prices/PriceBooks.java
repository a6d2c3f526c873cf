package com.matrixos.proxy.prices;

/// The price list in force, which can be replaced while calls are under way. Safe for use from any thread;
/// [#current] never blocks.
public final class PriceBooks {
    private volatile PriceBook current;

    /// @param first in force until another one is loaded
    public PriceBooks(PriceBook first) {
        this.current = first;
    }

    /// The list in force. Who reckons one call by it asks once and keeps the answer.
    public PriceBook current() {
        return current;
    }

    /// Puts a list into force. Calls that have asked for the one before go on with that.
    public void use(PriceBook book) {
        current = book;
    }
}
