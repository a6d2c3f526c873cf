package com.matrixos.proxy.owned;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.anthropic.Catalog;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.Outbound;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.proxy.usage.BatchResults;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls about files and batches. The upstream knows only the key, which all share; here each object belongs
/// to the user who made it, and to everybody else there is no such object.
///
/// All keys in use must be of one workspace of the upstream's, because it looks for files and batches in the
/// workspace of the key. Safe for use from any thread.
public final class OwnedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedCalls.class);

    private final OwnedObjects objects;
    private final BatchUpstream upstream;
    private final Billing billing;
    private final BatchMoney money;
    private final Function<String, Optional<Verdict.Respond>> broke;
    private final Answers answers;
    private final OwnedLists lists;

    /// @param upstream where what cannot be kept is undone, and results are read before they are deleted
    /// @param booking told what the results of batches cost
    /// @param money from which batches are held
    /// @param broke the refusal of a user who has no money left; must not block
    /// @param budgetHeaders the headers that tell a user about the user's limits; must not block
    public OwnedCalls(
            OwnedObjects objects,
            BatchUpstream upstream,
            BatchBooking booking,
            BatchMoney money,
            Function<String, Optional<Verdict.Respond>> broke,
            Function<String, Map<String, String>> budgetHeaders) {
        this.objects = objects;
        this.upstream = upstream;
        this.billing = new Billing(objects, upstream, booking);
        this.money = money;
        this.broke = broke;
        this.answers = new Answers(budgetHeaders);
        this.lists = new OwnedLists(objects, answers);
    }

    /// A call about a file or a batch.
    ///
    /// @param caller who asks
    /// @param head as it came
    /// @param outbound the way to the upstream
    /// @param key what the call is made with
    public record Request(Caller caller, RequestHead head, Outbound outbound, KeyUse key) {
        String user() {
            return caller.user();
        }

        Verdict forward(Tap tap) {
            return outbound.forward(head, key.key(), tap);
        }
    }

    /// Decides what becomes of a call, once, now or later. Never blocks.
    ///
    /// @throws IllegalArgumentException when the call is not about files or batches
    public void route(Catalog.Found found, Request request, Consumer<Verdict> decide) {
        String id = found.id();
        switch (found.entry()) {
            case FILE_UPLOAD -> decide.accept(upload(request));
            case FILE_LIST -> decide.accept(lists.of(Kind.FILE, request));
            case FILE_GET, FILE_CONTENT ->
                decide.accept(ifMine(
                        Kind.FILE, id, request, (_, ours) -> request.forward(new PassingTap(request.key(), ours))));
            case FILE_DELETE -> decide.accept(ifMine(Kind.FILE, id, request, (_, ours) -> deletion(id, request, ours)));
            case BATCH_CREATE -> decide.accept(createBatch(request));
            case BATCH_LIST -> decide.accept(lists.of(Kind.BATCH, request));
            case BATCH_GET, BATCH_CANCEL ->
                decide.accept(ifMine(Kind.BATCH, id, request, (_, ours) -> showBatch(request, ours)));
            case BATCH_RESULTS ->
                decide.accept(ifMine(Kind.BATCH, id, request, (batch, ours) -> results(batch, request, ours)));
            case BATCH_DELETE -> deleteBatch(id, request, decide);
            case MESSAGE, COUNT_TOKENS, MODEL_LIST, MODEL_GET ->
                throw new IllegalArgumentException("belongs to nobody: " + found.entry());
        }
    }

    /// Why a user's message must not name these files, if it must not: one of them is not the user's, or they
    /// are too many. Never blocks.
    ///
    /// @param ids as [FileReferences#ids] tells them
    public Optional<Verdict.Respond> refusal(String user, Collection<String> ids) {
        if (ids.size() > FileReferences.MOST) {
            return Optional.of(answers.error(
                    user,
                    AnthropicError.invalidRequest(
                            "file_id: at most " + FileReferences.MOST + " different files can be named at once")));
        }
        return ids.stream()
                .map(id -> foreign(user, id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// How many tokens these files may add to the prompt of a user's message that names them; nobody else's
    /// count. Never blocks.
    ///
    /// @param ids as [FileReferences#ids] tells them
    public long promptTokens(String user, Collection<String> ids) {
        return ids.stream()
                .flatMap(id -> objects.find(Kind.FILE, id, user).stream())
                .mapToLong(file -> file.content().tokens())
                .sum();
    }

    /// The model has made these files in its answer to the user, whose they are from now on; those that are
    /// somebody's already stay so. Never blocks: they are written down by a virtual thread.
    ///
    /// @param fileIds as [FileReferences] finds them in an answer's bytes
    public void made(String user, Collection<String> fileIds) {
        List<Owned> claimed = objects.claim(fileIds, user);
        if (!claimed.isEmpty()) {
            Thread.ofVirtual().name("owned").start(() -> keep(claimed));
        }
    }

    private void keep(List<Owned> claimed) {
        try {
            objects.keep(claimed);
        } catch (RuntimeException e) {
            LOG.error("files of the model's were not written down, and are nobody's after a restart {}", claimed, e);
        }
    }

    private Optional<Verdict.Respond> foreign(String user, String fileId) {
        return objects.find(Kind.FILE, fileId, user).isPresent()
                ? Optional.empty()
                : Optional.of(answers.notFound(user, Kind.FILE, fileId));
    }

    private Verdict ifMine(
            Kind kind, String id, Request request, BiFunction<Owned, Map<String, String>, Verdict> then) {
        return objects.find(kind, id, request.user())
                .map(owned -> then.apply(owned, ours(request)))
                .orElseGet(() -> answers.notFound(request.user(), kind, id));
    }

    private Map<String, String> ours(Request request) {
        return answers.budgetHeaders().apply(request.user());
    }

    // ---- What is made

    private Verdict upload(Request request) {
        Registration registration = registration(Kind.FILE, request, new Deposit());
        return request.forward(new Creation(request.key(), ours(request), registration, Creation.Body.ANY, null));
    }

    /// Compressed requests could name anybody's files and cost anything, so they are not let through. Who has
    /// nothing left is refused before the body crosses the network.
    private Verdict createBatch(Request request) {
        String user = request.user();
        Optional<Verdict.Respond> refusal = broke.apply(user);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (request.head()
                .header("content-encoding")
                .filter(coding -> !coding.equals("identity"))
                .isPresent()) {
            return answers.error(
                    user, AnthropicError.invalidRequest("content-encoding: a batch must be sent uncompressed"));
        }
        var deposit = new Deposit();
        return request.forward(new Creation(
                request.key(),
                ours(request),
                registration(Kind.BATCH, request, deposit),
                new BatchBody(
                        user,
                        new NamedFiles(id -> foreign(user, id), id -> promptTokens(user, List.of(id))),
                        money,
                        deposit,
                        answers),
                ResultsUrl.asAskedFor(request.head())));
    }

    private Registration registration(Kind kind, Request request, Deposit deposit) {
        return new Registration(objects, upstream, answers, kind, request.user(), deposit);
    }

    // ---- What is looked at

    private Verdict showBatch(Request request, Map<String, String> ours) {
        return request.forward(new Whole(request.key(), ours, Whole.ONE_OBJECT, ResultsUrl.asAskedFor(request.head())));
    }

    /// Once a batch is booked its results cost nothing more.
    private Verdict results(Owned batch, Request request, Map<String, String> ours) {
        BatchResults.Listener listener = batch.due() ? billing.to(batch) : (_, _, _) -> {};
        return request.forward(new ResultsTap(request.key(), ours, listener, files -> made(batch.user(), files)));
    }

    // ---- What is deleted

    private Verdict deletion(String id, Request request, Map<String, String> ours) {
        return request.forward(new Deletion(request.key(), ours, objects, id));
    }

    /// With a batch its results go, so they are booked first.
    private void deleteBatch(String id, Request request, Consumer<Verdict> decide) {
        Optional<Owned> batch = objects.find(Kind.BATCH, id, request.user()).filter(Owned::due);
        if (batch.isPresent()) {
            Thread.ofVirtual().name("owned").start(() -> decide.accept(deleteDue(batch.get(), request)));
        } else {
            decide.accept(ifMine(Kind.BATCH, id, request, (_, ours) -> deletion(id, request, ours)));
        }
    }

    private Verdict deleteDue(Owned batch, Request request) {
        return switch (billing.settle(batch)) {
            case BOOKED -> deletion(batch.id(), request, ours(request));
            case GONE -> request.forward(new PassingTap(request.key(), ours(request)));
            case UNDER_WAY ->
                answers.error(
                        request.user(),
                        AnthropicError.invalidRequest(
                                "a batch can be deleted once it has ended; cancel it to end it early"));
            case FAILED ->
                answers.error(
                        request.user(),
                        AnthropicError.ofStatus(503, "what the batch cost could not be written down yet; try again"));
        };
    }
}
