package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.cli.Table.Column;
import java.util.function.Function;

/// A member of the API's documents as a column for people and for programs.
///
/// @param heading what people call it
/// @param name what the API calls it: `owner.handle` is the handle of the owner
/// @param numbers whether it is a number for people
/// @param shown writes it for people; never asked about what is absent
record Field(String heading, String name, boolean numbers, Function<JsonNode, String> shown) {
    static Field text(String heading, String name) {
        return new Field(heading, name, false, JsonNode::asText);
    }

    static Field number(String heading, String name) {
        return new Field(heading, name, true, JsonNode::asText);
    }

    static Field dollars(String heading, String name) {
        return new Field(heading, name, true, amount -> Dollars.spent(amount.decimalValue()));
    }

    static Field limit(String heading, String name) {
        return new Field(heading, name, true, amount -> Dollars.exact(amount.decimalValue()));
    }

    static Field bytes(String heading, String name) {
        return new Field(heading, name, true, bytes -> Bytes.shown(bytes.asLong()));
    }

    static Field percent(String heading, String name) {
        return new Field(heading, name, true, percent -> Math.round(percent.asDouble()) + " %");
    }

    static Field yesNo(String heading, String name) {
        return new Field(heading, name, false, claim -> claim.asBoolean() ? "yes" : "no");
    }

    Column column() {
        return new Column(heading, numbers);
    }

    /// As people read it; a dash where there is nothing.
    String of(JsonNode document) {
        JsonNode value = value(document);
        return value.isMissingNode() || value.isNull() ? "-" : shown.apply(value);
    }

    /// What the document holds there; missing or null when it holds nothing.
    JsonNode value(JsonNode document) {
        return document.at("/" + name.replace('.', '/'));
    }
}
