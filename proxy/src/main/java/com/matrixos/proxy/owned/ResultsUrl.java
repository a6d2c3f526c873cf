package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.function.UnaryOperator;

/// Points a batch's `results_url`, which names the upstream, at this proxy: clients ask there with the
/// credential they have, and theirs is good here only.
///
/// @param origin of the proxy, as the client calls it
record ResultsUrl(String origin) implements UnaryOperator<Verdict.Respond> {
    static ResultsUrl asAskedFor(RequestHead head) {
        return new ResultsUrl(head.scheme() + "://" + head.host());
    }

    /// The same answer, unless it is a batch that has such an address.
    @Override
    public Verdict.Respond apply(Verdict.Respond answer) {
        return Documents.read(answer.body())
                .filter(this::change)
                .map(batch -> Documents.with(answer, batch))
                .orElse(answer);
    }

    /// @return whether there was anything to change
    boolean change(ObjectNode batch) {
        boolean has = batch.path("results_url").isTextual();
        if (has) {
            Documents.id(batch)
                    .ifPresent(id -> batch.put("results_url", origin + "/v1/messages/batches/" + id + "/results"));
        }
        return has;
    }
}
