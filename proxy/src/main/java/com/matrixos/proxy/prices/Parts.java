package com.matrixos.proxy.prices;

import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.proxy.usage.Usage.Iteration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes a call apart into what is priced one by one.
///
/// The call's own work is told twice: at the top level, and in iterations of the type `message` and
/// `fallback_message`. Neither is always the whole. Without iterations there is only the top level; with an
/// advisor the top level has the prompt of the first iteration alone; after a fallback it has the last model
/// alone. So of each class the larger of the two counts, for the model that the top level is about, and what
/// other models did before a fallback is added.
///
/// Everything else (compactions, advisors, types we do not know) is outside the top level and added.
final class Parts {
    private static final String FALLBACK = "fallback_message";

    private final String model;
    private final List<Iteration> iterations;
    private final boolean fellBack;
    private final Map<String, Part> own = new LinkedHashMap<>();
    private final List<Part> others = new ArrayList<>();

    private Parts(String model, List<Iteration> iterations) {
        this.model = model;
        this.iterations = iterations;
        this.fellBack = iterations.stream().anyMatch(part -> part.type().equals(FALLBACK));
    }

    /// Some tokens of one model.
    ///
    /// @param model its id, as the upstream gives it
    /// @param tokens how many
    /// @param prompt the size of the prompt by which their prices are chosen
    record Part(String model, Tokens tokens, long prompt) {
        private static final Part NONE = new Part("", Tokens.NONE, 0);
    }

    /// The parts of a call; at least one.
    ///
    /// @param model the call's, for parts that tell none
    static List<Part> of(String model, Usage usage) {
        var parts = new Parts(model, usage.iterations());
        for (int i = 0; i < parts.iterations.size(); i++) {
            parts.take(i);
        }
        parts.takeTopLevel(usage.tokens());
        return parts.all();
    }

    private void take(int index) {
        Iteration part = iterations.get(index);
        boolean isOwn = part.type().equals("message") || part.type().equals(FALLBACK);
        if (!isOwn) {
            others.add(new Part(modelOf(part), part.tokens(), part.tokens().prompt()));
        } else if (!refused(index)) {
            String key = fellBack ? modelOf(part) : model;
            Part before = own.getOrDefault(key, Part.NONE);
            own.put(
                    key,
                    new Part(
                            key,
                            sum(before.tokens(), part.tokens()),
                            Math.max(before.prompt(), part.tokens().prompt())));
        }
    }

    private void takeTopLevel(Tokens top) {
        String last = fellBack ? lastFallback() : model;
        Part told = own.getOrDefault(last, Part.NONE);
        own.put(last, new Part(last, larger(told.tokens(), top), Math.max(told.prompt(), top.prompt())));
    }

    private List<Part> all() {
        var all = new ArrayList<>(own.values());
        all.addAll(others);
        return all;
    }

    /// A model that refuses before it has written anything costs nothing when another one takes over.
    private boolean refused(int index) {
        return iterations.get(index).tokens().output() == 0
                && iterations.subList(index + 1, iterations.size()).stream()
                        .anyMatch(later -> later.type().equals(FALLBACK));
    }

    private String lastFallback() {
        return iterations.reversed().stream()
                .filter(part -> part.type().equals(FALLBACK))
                .findFirst()
                .map(this::modelOf)
                .orElse(model);
    }

    private String modelOf(Iteration part) {
        return part.model().isEmpty() ? model : part.model();
    }

    private static Tokens sum(Tokens one, Tokens other) {
        return new Tokens(
                one.input() + other.input(),
                one.cacheRead() + other.cacheRead(),
                one.cacheWrite5m() + other.cacheWrite5m(),
                one.cacheWrite1h() + other.cacheWrite1h(),
                one.output() + other.output());
    }

    /// Writes to the cache are compared as a whole: one of the two may not tell which are for an hour, and
    /// the same ones must not count for five minutes too.
    private static Tokens larger(Tokens one, Tokens other) {
        long written = Math.max(written(one), written(other));
        long written1h = Math.max(one.cacheWrite1h(), other.cacheWrite1h());
        return new Tokens(
                Math.max(one.input(), other.input()),
                Math.max(one.cacheRead(), other.cacheRead()),
                written - written1h,
                written1h,
                Math.max(one.output(), other.output()));
    }

    private static long written(Tokens tokens) {
        return tokens.cacheWrite5m() + tokens.cacheWrite1h();
    }
}
