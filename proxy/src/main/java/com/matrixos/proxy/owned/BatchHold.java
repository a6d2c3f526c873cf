package com.matrixos.proxy.owned;

/// Money that is set aside for one batch. Safe for use from any thread; never blocks.
public interface BatchHold {
    /// Nothing.
    BatchHold NONE = new BatchHold() {
        @Override
        public long pico() {
            return 0;
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

    /// Gives all of it back. Once more changes nothing.
    void release();
}
