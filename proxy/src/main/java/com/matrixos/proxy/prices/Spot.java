package com.matrixos.proxy.prices;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A place in a price list. What is wrong there is noted, and a harmless value returned, so that reading goes
/// on and all problems are told at once.
///
/// @param node what is there
/// @param path how it is reached
/// @param problems where problems are noted; shared by all places of a list
record Spot(JsonNode node, String path, List<Problem> problems) {
    private static final int LONGEST_NUMBER = 40;

    void problem(String message) {
        problems.add(new Problem(path, message));
    }

    /// The same place when there is an object, which shall have no other members than these.
    Optional<Spot> object(Set<String> members) {
        if (!node.isObject()) {
            problem(node.isMissingNode() ? "is missing" : "must be an object");
            return Optional.empty();
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                at(name).problem("unknown field");
            }
        });
        return Optional.of(this);
    }

    Spot at(String member) {
        return new Spot(node.path(member), path.isEmpty() ? member : path + "." + member, problems);
    }

    /// A member, unless it is absent or `null`.
    Optional<Spot> optional(String member) {
        return Optional.of(at(member))
                .filter(spot -> !spot.node().isMissingNode() && !spot.node().isNull());
    }

    /// The members of a list.
    List<Spot> list() {
        if (!node.isArray()) {
            problem(node.isMissingNode() ? "is missing" : "must be a list");
            return List.of();
        }
        var list = new ArrayList<Spot>();
        for (int i = 0; i < node.size(); i++) {
            list.add(new Spot(node.get(i), path + "[" + i + "]", problems));
        }
        return list;
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            problem(node.isMissingNode() ? "is missing" : "must be a text that is not blank");
            return "";
        }
        return node.textValue();
    }

    /// A number that is not negative, as JSON's or in a text.
    BigDecimal decimal() {
        try {
            BigDecimal value = number();
            if (value.signum() < 0) {
                problem("must not be negative: " + value);
                return BigDecimal.ONE;
            }
            return value;
        } catch (NumberFormatException _) {
            problem(node.isMissingNode() ? "is missing" : "must be a number");
            return BigDecimal.ONE;
        }
    }

    long count() {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            problem(node.isMissingNode() ? "is missing" : "must be a whole number, 0 or more");
            return 0;
        }
        return node.longValue();
    }

    LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException _) {
            if (node.isTextual()) {
                problem("must be a date like 2026-11-23: " + node.textValue());
            }
            return LocalDate.EPOCH;
        }
    }

    /// The days given by the members `from` and `to`; what is absent is open.
    Span span() {
        var span = new Span(
                optional("from").map(Spot::date).orElse(LocalDate.MIN),
                optional("to").map(Spot::date).orElse(LocalDate.MAX));
        if (span.to().isBefore(span.from())) {
            at("to").problem("is before from: " + span.to());
        }
        return span;
    }

    private BigDecimal number() {
        if (!node.isNumber() && !node.isTextual()) {
            throw new NumberFormatException("neither a number nor a text");
        }
        BigDecimal value = node.isNumber() ? node.decimalValue() : new BigDecimal(shortText());
        // A number may be written with an exponent that makes it larger than memory.
        if (Math.abs((long) value.scale()) > LONGEST_NUMBER || value.precision() > LONGEST_NUMBER) {
            throw new NumberFormatException("too long");
        }
        return value;
    }

    private String shortText() {
        String text = node.textValue();
        return text.length() > LONGEST_NUMBER ? "" : text;
    }
}
