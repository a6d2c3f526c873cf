package com.matrixos.testkit.model;

import static com.matrixos.testkit.model.message.RefusedException.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.Ask;
import com.matrixos.testkit.model.message.AskReader;
import com.matrixos.testkit.model.message.Composer;
import com.matrixos.testkit.model.message.Ids;
import com.matrixos.testkit.model.message.RefusedException;
import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the requests of a batch while it reads them, so that only one of them is in memory. For one batch.
final class BatchReader {
    private static final int MAX_REQUESTS = 100_000;
    private static final int MAX_RESULT_BYTES = 32 * 1024 * 1024;

    private final Composer composer;
    private final Instant now;
    private final Set<String> ids = new HashSet<>();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private int succeeded;
    private int errored;

    BatchReader(Composer composer, Instant now) {
        this.composer = composer;
        this.now = now;
    }

    /// @throws RefusedException naming the field at fault, when the batch as a whole is
    Batch read(InputStream body) throws IOException {
        try (JsonParser parser = AskReader.parser(body)) {
            check(parser.nextToken() == JsonToken.START_OBJECT, "the body must be a JSON object");
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                if (field.equals("requests")) {
                    requests(parser);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw AskReader.notJson(e);
        }
        check(!ids.isEmpty(), "requests: at least one request is required");
        return new Batch(Ids.next("msgbatch_"), now, succeeded, errored, results.toByteArray());
    }

    private void requests(JsonParser parser) throws IOException {
        check(parser.currentToken() == JsonToken.START_ARRAY, "requests: a list is required");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            check(ids.size() < MAX_REQUESTS, "requests: no more than " + MAX_REQUESTS);
            request(parser, "requests." + ids.size());
        }
    }

    private void request(JsonParser parser, String place) throws IOException {
        check(parser.currentToken() == JsonToken.START_OBJECT, place + ": an object is required");
        String id = null;
        ObjectNode result = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (field.equals("custom_id") && value == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else if (field.equals("params") && value == JsonToken.START_OBJECT) {
                result = result(parser);
            } else {
                parser.skipChildren();
            }
        }
        add(id, result, place);
    }

    private void add(@Nullable String id, @Nullable ObjectNode result, String place) {
        check(id != null && !id.isEmpty(), place + ".custom_id: a text is required");
        check(ids.add(String.valueOf(id)), place + ".custom_id: given twice: " + id);
        check(result != null, place + ".params: an object is required");
        ObjectNode line = Json.mapper().createObjectNode().put("custom_id", id);
        results.writeBytes(Json.write(line.set("result", result)));
        results.write('\n');
        if (results.size() > MAX_RESULT_BYTES) {
            throw new RefusedException(ApiError.tooLarge("the results exceed " + MAX_RESULT_BYTES + " bytes"));
        }
    }

    /// A request that is at fault fails alone.
    private ObjectNode result(JsonParser parser) throws IOException {
        // As a tree, because a reader that refuses leaves the rest unread and the batch has to go on behind it.
        try (JsonParser params = Json.mapper().treeAsTokens(AskReader.tree(parser))) {
            params.nextToken();
            return answered(AskReader.read(params, true));
        } catch (RefusedException e) {
            return refused(e.error());
        }
    }

    private ObjectNode answered(Ask ask) {
        Step step = composer.step(ask);
        Optional<Directive.Fail> failure = step.last(Directive.Fail.class);
        if (failure.isPresent()) {
            Directive.Fail fail = failure.get();
            return refused(new ApiError(fail.status(), fail.type(), fail.message()));
        }
        succeeded++;
        ObjectNode result = Json.mapper().createObjectNode().put("type", "succeeded");
        return result.set("message", composer.compose(ask, step, "batch").whole(now));
    }

    private ObjectNode refused(ApiError error) {
        errored++;
        ObjectNode result = Json.mapper().createObjectNode().put("type", "errored");
        return result.set("error", error.json(Ids.next("req_")));
    }
}
