package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.relay.Verdict;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Lists of files and batches, in which each user sees the user's own. What that cannot show is told at
/// [ListPage].
record OwnedLists(OwnedObjects objects, Answers answers) {
    /// What becomes of a call for a list. Never blocks.
    Verdict of(Kind kind, OwnedCalls.Request request) {
        ListQuery query = ListQuery.of(request.head().uri());
        return refusal(kind, query, request.user())
                .orElseGet(() -> request.outbound()
                        .forward(
                                query.uri(),
                                request.key().key(),
                                new Whole(
                                        request.key(),
                                        answers.budgetHeaders().apply(request.user()),
                                        ListPage.LONGEST,
                                        cut(kind, query, request))));
    }

    private Optional<Verdict> refusal(Kind kind, ListQuery query, String user) {
        Optional<String> fault = query.fault();
        if (fault.isPresent()) {
            return Optional.of(answers.error(user, AnthropicError.invalidRequest(fault.get())));
        }
        return query.cursors().stream()
                .filter(id -> objects.find(kind, id, user).isEmpty())
                .findFirst()
                .map(id -> answers.notFound(user, kind, id));
    }

    private UnaryOperator<Verdict.Respond> cut(Kind kind, ListQuery query, OwnedCalls.Request request) {
        String user = request.user();
        var page = new ListPage(
                query.limit(),
                query.backwards(),
                id -> objects.find(kind, id, user).isPresent());
        ResultsUrl links = ResultsUrl.asAskedFor(request.head());
        boolean bodiless = request.head().method().equals("HEAD");
        return answer -> bodiless
                ? answer
                : Documents.read(answer.body())
                        .filter(page::cut)
                        .map(list -> Documents.with(answer, linked(list, links)))
                        .orElseGet(() -> answers.unusable(user));
    }

    private static ObjectNode linked(ObjectNode list, ResultsUrl links) {
        list.path("data").forEach(object -> links.change((ObjectNode) object));
        return list;
    }
}
