package com.matrixos.platform.integrations.clerk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.api.Ok;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.integrations.IntegrationProblems;
import com.matrixos.platform.integrations.Receipts;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/webhooks/clerk`: what Clerk tells us itself, for installations without Inngest. The same may come twice,
/// late, and by both ways.
public final class ClerkWebhook {
    private static final Logger LOG = LoggerFactory.getLogger(ClerkWebhook.class);

    private final SvixSignature signature;
    private final Receipts receipts;
    private final ClerkPeople people;
    private final Guard guard;
    private final Audit audit;

    public ClerkWebhook(SvixSignature signature, Receipts receipts, ClerkPeople people, Guard guard, Audit audit) {
        this.signature = signature;
        this.receipts = receipts;
        this.people = people;
        this.guard = guard;
        this.audit = audit;
    }

    /// Adds the route.
    public void addTo(Routes routes) {
        routes.post("/api/webhooks/clerk", guard.open((call, _) -> receive(call)));
    }

    private Answer receive(Call call) throws IOException {
        byte[] body = call.body();
        if (!signature.holds(call, body)
                || !receipts.first("svix " + call.header("svix-signature").orElse(""))) {
            audit.record(Entry.denied(guard.actor(call), "webhook.refused", "webhook:clerk"));
            throw IntegrationProblems.signatureRefused().exception();
        }
        JsonNode event = event(body);
        try {
            take(event.path("type").asText(), event.path("data"));
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                throw e;
            }
            // Sending it again, as a refusal would have Svix do for days, does not make it better.
            LOG.warn(
                    "a webhook led to nothing type={} problem={}",
                    event.path("type").asText(),
                    e.problem().type());
        }
        return Answer.json(200, Ok.OK);
    }

    private void take(String type, JsonNode data) {
        switch (type) {
            case "user.created" -> people.settle(ClerkUser.of(data));
            case "user.updated" -> people.find(ClerkUser.of(data));
            case "user.deleted" -> people.depart(ClerkUser.of(data).id());
            default -> LOG.debug("a webhook of no interest type={}", type);
        }
    }

    private static JsonNode event(byte[] body) throws IOException {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw Problems.badRequest("body", "the body is not valid JSON").exception();
        }
    }
}
