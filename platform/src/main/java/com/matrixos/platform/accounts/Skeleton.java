package com.matrixos.platform.accounts;

import com.matrixos.platform.containers.Handle;

/// What of a handle a hurried eye sees. Two handles of one skeleton are look-alikes, and the second is
/// refused: `a1ice` beside `alice`, `rn` beside `m`. Handles are ASCII, so this short list does what
/// Unicode's confusables (UTS #39) do for the rest. Pure.
final class Skeleton {
    private Skeleton() {}

    static String of(Handle handle) {
        return handle.text()
                .replace("-", "")
                .replace("rn", "m")
                .replace("vv", "w")
                .replace('0', 'o')
                .replace('1', 'l')
                .replace('i', 'l')
                .replace('5', 's');
    }
}
