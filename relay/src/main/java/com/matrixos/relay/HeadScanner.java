package com.matrixos.relay;

import io.netty.buffer.ByteBuf;

/// Finds the end of a message's head in bytes that arrive piece by piece, and holds it to its limits.
/// Looks at each byte once, however small the pieces are. Lines end in CRLF; a lone LF is refused here,
/// before anything is parsed.
final class HeadScanner {
    private final int maxLine;
    private final int maxHead;
    /// Both relative to the reader index of the buffer, which the caller leaves alone until the head is
    /// complete.
    private int scanned;

    private int lineStart;
    /// Where the second line starts; 0 while the first is not complete.
    private int headersStart;

    HeadScanner(int maxLine, int maxHead) {
        this.maxLine = maxLine;
        this.maxHead = maxHead;
    }

    /// The length of the head with its empty line, or -1 when more bytes are needed.
    ///
    /// @throws BadMessage 414 for a long first line, 431 for long headers, 400 for a lone LF
    int scan(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        while (start + scanned < end) {
            int at = in.indexOf(start + scanned, end, (byte) '\n');
            if (at < 0) {
                scanned = end - start;
                checkLimits(scanned);
                return -1;
            }
            int lineEnd = at - start;
            if (lineEnd == 0 || in.getByte(at - 1) != '\r') {
                throw new BadMessage("a line ends in a lone LF");
            }
            scanned = lineEnd + 1;
            checkLimits(scanned);
            if (lineEnd - 1 == lineStart && headersStart > 0) {
                return scanned;
            }
            lineStart = scanned;
            headersStart = headersStart > 0 ? headersStart : scanned;
        }
        return -1;
    }

    void reset() {
        scanned = 0;
        lineStart = 0;
        headersStart = 0;
    }

    private void checkLimits(int length) {
        if (headersStart == 0 && length > maxLine) {
            throw new BadMessage(414, "first line longer than " + maxLine + " bytes");
        }
        if (headersStart > 0 && length - headersStart > maxHead) {
            throw new BadMessage(431, "headers longer than " + maxHead + " bytes");
        }
    }
}
