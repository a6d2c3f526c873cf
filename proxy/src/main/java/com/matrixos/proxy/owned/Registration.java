package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.relay.Verdict;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down whose a new object is, before its maker hears of it: what nobody is known to own nobody could
/// use or delete, and a batch would be paid by nobody. Blocks.
///
/// @param upstream where an object is undone that could not be written down
/// @param deposit the money for it, which is the object's once it is written down
record Registration(
        OwnedObjects objects, BatchUpstream upstream, Answers answers, Kind kind, String user, Deposit deposit)
        implements UnaryOperator<Verdict.Respond> {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /// The same answer if the object is written down.
    @Override
    public Verdict.Respond apply(Verdict.Respond answer) {
        BatchHold hold = deposit.take();
        Optional<ObjectNode> object = Documents.read(answer.body());
        Optional<String> id = object.flatMap(Documents::id);
        if (id.isEmpty()) {
            hold.release();
            LOG.error("something was made and its id is not known kind={} user={}", kind.word(), user);
            return answers.unusable(user);
        }
        try {
            Content content = kind == Kind.FILE ? Content.of(object.get()) : Content.UNKNOWN;
            return objects.add(kind, id.get(), user, hold, content) ? answer : taken(id.get(), hold);
        } catch (RuntimeException e) {
            hold.release();
            LOG.error("an owner was not written down kind={} id={} user={}", kind.word(), id.get(), user, e);
            undo(id.get());
            return answers.notKept(user, kind);
        }
    }

    private Verdict.Respond taken(String id, BatchHold hold) {
        hold.release();
        LOG.error("the upstream answers with somebody else's object kind={} id={} user={}", kind.word(), id, user);
        return answers.unusable(user);
    }

    private void undo(String id) {
        try {
            switch (kind) {
                case FILE -> upstream.deleteFile(id);
                case BATCH -> upstream.cancelBatch(id);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("and is left at the upstream kind={} id={} reason={}", kind.word(), id, e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
