package com.matrixos.home.terminal;

import java.io.IOException;

/// A program running on a pseudo terminal of its own. Reading and writing block the platform thread that does it, in
/// native code, so neither may be done on a virtual thread: it would keep its carrier from all others.
interface Pty {
    /// Starts one.
    @FunctionalInterface
    interface Launcher {
        /// Starts a program on a new pseudo terminal of the given size.
        ///
        /// @throws IOException when the system has no terminal or no process left
        Pty launch(Size size) throws IOException;
    }

    /// Reads what the program has written; -1 when there will be nothing more.
    int read(byte[] buffer) throws IOException;

    /// Types into the program; blocks while it does not read.
    void write(byte[] bytes) throws IOException;

    /// Tells the program, by `SIGWINCH`, that its terminal has another size.
    void resize(Size size);

    /// The process that was started, leader of its session and of its process group.
    long pid();

    /// Waits for the program's end and reaps it. Returns its exit code, 128 + n when signal n ended it.
    int waitFor() throws InterruptedException;

    /// Sends `SIGHUP` to the program's process group, as when a modem hangs up; its shell passes it on to its jobs.
    void hangUp();

    /// Ends the program's process group without asking, and hangs up its jobs. For what outlives [#hangUp].
    void kill();

    /// Gives the terminal back, once the program has ended.
    void close();
}
