package com.matrixos.proxy.metering;

import com.matrixos.proxy.owned.FileReferences;
import com.matrixos.proxy.owned.OwnedCalls;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.Verdict;
import java.util.Optional;

/// The files that a call names: those of its request must be the caller's, those of its answer become so.
final class NamedFiles {
    private final OwnedCalls files;
    private final String user;
    private final FileReferences asked = new FileReferences();
    private final FileReferences answered = new FileReferences();

    NamedFiles(OwnedCalls files, String user) {
        this.files = files;
        this.user = user;
    }

    void request(Piece piece) {
        asked.feed(piece);
    }

    /// A piece of a streamed answer. Of one in a single piece nothing is claimed: what the model writes into
    /// a tool's input stands there like any other member, and whoever makes it write an id would own the
    /// file.
    void response(Piece piece) {
        answered.feed(piece);
    }

    /// What the files of the request may add to its prompt: they are not in its body. By the size of each; a
    /// few pages for those whose size is not known.
    long promptTokens() {
        return asked.ids().isEmpty() ? 0 : files.promptTokens(user, asked.ids());
    }

    /// Why the call must not be made, if it must not.
    Optional<Verdict.Respond> refusal() {
        return asked.ids().isEmpty() ? Optional.empty() : files.refusal(user, asked.ids());
    }

    /// The call is over.
    void ended() {
        if (!answered.ids().isEmpty()) {
            files.made(user, answered.ids());
        }
    }
}
