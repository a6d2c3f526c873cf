package com.matrixos.testkit.model.message;

import com.matrixos.testkit.model.message.Prompt.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which beginnings of prompts were seen lately. Nothing is kept but their names. A prompt is looked up at
/// each of its marks and at the places shortly before, as Anthropic does it, and what was found stays for
/// another while. Safe for use from any thread.
public final class PromptCache {
    /// How many places before a mark are tried.
    private static final int LOOK_BACK = 20;

    private static final int MAX_ENTRIES = 50_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private record Kept(Duration ttl, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Kept> entries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /// @param clock by which entries grow old
    public PromptCache(InstantSource clock) {
        this.clock = clock;
    }

    /// Reads a prompt through the cache, and keeps what it asks to be kept.
    public synchronized InputUse read(Prompt prompt) {
        List<Integer> marks = marks(prompt);
        if (marks.isEmpty()) {
            return new InputUse(prompt.tokens(), 0, 0, 0);
        }
        Instant now = clock.instant();
        int hit = hit(prompt, marks, now);
        long read = hit < 0 ? 0 : prompt.places().get(hit).tokens();
        long end = prompt.places().get(marks.getLast()).tokens();
        long longEnd = Math.max(read, endOfLongest(prompt, marks));
        keep(prompt, marks, now);
        return new InputUse(prompt.tokens() - end, read, end - longEnd, longEnd - read);
    }

    private static List<Integer> marks(Prompt prompt) {
        var marks = new ArrayList<Integer>();
        for (int i = 0; i < prompt.places().size(); i++) {
            if (prompt.places().get(i).ttl().isPresent()) {
                marks.add(i);
            }
        }
        return marks;
    }

    /// The last place that is known, or -1. Being found makes it last longer.
    private int hit(Prompt prompt, List<Integer> marks, Instant now) {
        for (int mark : marks.reversed()) {
            for (int i = mark; i >= Math.max(0, mark - LOOK_BACK); i--) {
                String prefix = prompt.places().get(i).prefix();
                Kept entry = entries.get(prefix);
                if (entry != null && now.isBefore(entry.until())) {
                    entries.put(prefix, new Kept(entry.ttl(), now.plus(entry.ttl())));
                    return i;
                }
            }
        }
        return -1;
    }

    /// Where the part ends that is kept for an hour: all before a long mark is kept as long.
    private static long endOfLongest(Prompt prompt, List<Integer> marks) {
        return marks.stream()
                .map(prompt.places()::get)
                .filter(place -> place.ttl().filter(HOUR::equals).isPresent())
                .mapToLong(Place::tokens)
                .max()
                .orElse(0);
    }

    private void keep(Prompt prompt, List<Integer> marks, Instant now) {
        for (int mark : marks) {
            Place place = prompt.places().get(mark);
            place.ttl().ifPresent(ttl -> entries.put(place.prefix(), new Kept(ttl, now.plus(ttl))));
        }
    }
}
