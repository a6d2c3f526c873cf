package com.matrixos.platform.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a job's steps, one after the other, until it rests, ends or fails.
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final JobStore store;
    private final Scheduler scheduler;
    private final Backoff backoff;
    private final BooleanSupplier goesOn;
    private final LongConsumer changed;

    /// @param goesOn whether another step may begin
    /// @param changed told the id of every job whose row was written
    Worker(JobStore store, Scheduler scheduler, Backoff backoff, BooleanSupplier goesOn, LongConsumer changed) {
        this.store = store;
        this.scheduler = scheduler;
        this.backoff = backoff;
        this.goesOn = goesOn;
        this.changed = changed;
    }

    /// Works on the calling thread. A step whose result could not be written is done again by whoever takes the job
    /// up next.
    ///
    /// @param recipe null when there is no such kind any more
    void work(JobStore.Row row, @Nullable Recipe recipe) {
        if (recipe == null) {
            store.fail(row.id(), "there is no such kind of job any more");
            changed.accept(row.id());
            return;
        }
        var notes = new LinkedHashMap<>(row.notes());
        while (goesOn.getAsBoolean() && step(row, recipe, notes)) {
            changed.accept(row.id());
        }
        changed.accept(row.id());
    }

    /// @return whether there is more to do now
    private boolean step(JobStore.Row row, Recipe recipe, Map<String, Note> notes) {
        return switch (Next.of(recipe, notes, scheduler.instant())) {
            case Next.Complete() -> {
                store.finish(row.id());
                LOG.info("job done kind={} key={}", row.kind(), row.key());
                yield false;
            }
            case Next.Rest(var pause, var until) -> {
                begun(pause, notes);
                store.rest(row.id(), notes, until);
                yield false;
            }
            case Next.Rested(var pause) ->
                ended(row, pause, notes, Json.mapper().nullNode());
            case Next.Perform(var deed) -> perform(row, deed, notes);
        };
    }

    private boolean perform(JobStore.Row row, Stage.Deed deed, Map<String, Note> notes) {
        begun(deed, notes);
        if (!store.begin(row.id(), notes)) {
            return false;
        }
        changed.accept(row.id());
        try {
            Object result = deed.work().perform(new Facts(row.payload(), results(notes)));
            return ended(row, deed, notes, Json.mapper().valueToTree(result));
        } catch (Exception | Error e) {
            failed(row, deed, e);
            return false;
        }
    }

    private void begun(Stage stage, Map<String, Note> notes) {
        notes.putIfAbsent(stage.name(), Note.begun(store.now()));
    }

    private boolean ended(JobStore.Row row, Stage stage, Map<String, Note> notes, JsonNode result) {
        notes.compute(
                stage.name(), (_, note) -> (note == null ? Note.begun(store.now()) : note).ended(store.now(), result));
        return store.end(row.id(), notes);
    }

    private void failed(JobStore.Row row, Stage stage, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        int failures = store.find(row.id()).map(JobStore.Row::attempts).orElse(0) + 1;
        Optional<Duration> wait = failure.lasting() ? Optional.empty() : backoff.after(failures);
        LOG.warn(
                "step failed kind={} key={} step={} failures={} again={}",
                row.kind(),
                row.key(),
                stage.name(),
                failures,
                wait.map(Duration::toString).orElse("never"),
                thrown);
        wait.ifPresentOrElse(
                delay -> store.retry(
                        row.id(), failure.message(), scheduler.instant().plus(delay)),
                () -> store.fail(row.id(), failure.message()));
    }

    private static Map<String, JsonNode> results(Map<String, Note> notes) {
        var results = new HashMap<String, JsonNode>();
        notes.forEach((name, note) -> {
            JsonNode result = note.result();
            if (note.done() && result != null) {
                results.put(name, result);
            }
        });
        return results;
    }
}
