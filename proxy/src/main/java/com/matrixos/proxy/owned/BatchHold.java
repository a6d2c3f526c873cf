package com.matrixos.proxy.owned;

import java.time.LocalDate;

/// Money that is set aside for one batch. Safe for use from any thread; never blocks.
public interface BatchHold {
    /// Nothing.
    BatchHold NONE = new BatchHold() {
        @Override
        public long pico() {
            return 0;
        }

        @Override
        public boolean pay(LocalDate day, long pico) {
            return false;
        }

        @Override
        public void release() {}

        @Override
        public String toString() {
            return "none";
        }
    };

    /// How much it is now, in pico-USD.
    long pico();

    /// Books what a part of the batch has cost and gives back as much, in one step: at no moment do both
    /// count, and at none neither. Of a part that cost more than is left all is booked.
    ///
    /// @param day in UTC, which it counts for
    /// @param pico in pico-USD, not negative
    /// @return false when nothing is held any more; then nothing is booked either
    boolean pay(LocalDate day, long pico);

    /// Gives all of it back. Once more changes nothing.
    void release();
}
