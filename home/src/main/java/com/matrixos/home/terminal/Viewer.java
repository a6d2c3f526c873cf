package com.matrixos.home.terminal;

/// One client's place in a terminal's output. Guarded by the terminal's lock, but for `cut`.
final class Viewer {
    private final Runnable cut;
    private long sent;
    private long acknowledged;
    private boolean acknowledges;
    private boolean gone;

    /// Where it stood when [#hasMoved] was last asked.
    private long mark;

    /// @param offset of the first byte it is to be sent
    /// @param cut drops its connection
    Viewer(long offset, Runnable cut) {
        this.sent = offset;
        this.acknowledged = offset;
        this.mark = offset;
        this.cut = cut;
    }

    /// The offset of the next byte to send.
    long sent() {
        return sent;
    }

    /// The network has taken everything before the offset.
    void sentUpTo(long offset) {
        sent = offset;
    }

    /// Has seen everything before the offset. Clients that never say so count as having seen what was sent.
    ///
    /// An offset beyond [#sent] is no mistake: a quick client answers before the sending thread has noted that the
    /// network took the bytes. One before the last is only late.
    ///
    /// @param end how far the output goes
    void acknowledge(long offset, long end) {
        if (offset < 0 || offset > end) {
            throw new BadMessageException("offset", "offset must lie between 0 and " + end);
        }
        acknowledged = Math.max(acknowledged, offset);
        acknowledges = true;
    }

    /// The offset up to which it has seen everything.
    long seen() {
        return acknowledges ? acknowledged : sent;
    }

    /// Whether it has seen anything since this was last asked.
    boolean hasMoved() {
        boolean moved = seen() > mark;
        mark = seen();
        return moved;
    }

    /// It is not watching any more.
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /// Drops its connection; may be called without the lock.
    void cut() {
        cut.run();
    }
}
