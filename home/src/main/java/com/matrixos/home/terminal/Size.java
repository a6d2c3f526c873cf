package com.matrixos.home.terminal;

/// The size of a terminal in characters.
///
/// @param cols 1 to 1000
/// @param rows 1 to 1000
record Size(int cols, int rows) {
    /// What a client that does not say gets; every terminal since the VT100 has begun with it.
    static final Size USUAL = new Size(80, 24);

    /// Four times a wide screen in a small font; beyond it programs allocate screens of many megabytes.
    static final int MOST = 1000;

    Size {
        requireBound("cols", cols);
        requireBound("rows", rows);
    }

    private static void requireBound(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new BadMessageException(name, name + " must be between 1 and " + MOST + ": " + value);
        }
    }
}
