package com.matrixos.proxy.metering;

import com.matrixos.relay.Tap;

/// How a call ended, in the words of ledger and metrics.
final class EndReason {
    private EndReason() {}

    /// @param failed whether the upstream said itself that it gives up
    static String of(Tap.End end, boolean failed) {
        return switch (end) {
            case COMPLETE -> failed ? "upstream_error" : "complete";
            case CUT -> "budget_cut";
            case CLIENT_GONE -> "client_gone";
            case UPSTREAM_BROKE, FAILED -> failed ? "upstream_error" : "upstream_cut";
            case STOPPED -> "stopped";
            case REFUSED -> "refused";
        };
    }
}
