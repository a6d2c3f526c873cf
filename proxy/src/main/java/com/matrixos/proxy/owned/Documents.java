package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.relay.Verdict;
import java.io.IOException;
import java.util.Optional;

/// The JSON objects in answers of the upstream's, of which all is kept that is not ours to change.
final class Documents {
    /// Numbers keep their digits.
    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Documents() {}

    /// The object that is the body, or nothing when it is anything else.
    static Optional<ObjectNode> read(byte[] body) {
        try {
            return READER.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The id of an object, or nothing when it has none.
    static Optional<String> id(JsonNode object) {
        return Optional.ofNullable(object.path("id").textValue());
    }

    /// The answer with this object as its body.
    static Verdict.Respond with(Verdict.Respond answer, ObjectNode object) {
        return new Verdict.Respond(answer.status(), answer.headers(), Json.write(object));
    }
}
