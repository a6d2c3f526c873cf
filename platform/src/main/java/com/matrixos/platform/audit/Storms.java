package com.matrixos.platform.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells refusals that are written one by one from those that are counted: of one action from one address
/// the
/// first ten within a minute are written, the others become one line with their number when the minute is
/// over. In
/// memory, and no more of it than for 4,096 pairs: refusals beyond those are counted together.
///
/// Safe for use from any thread; never blocks for long.
final class Storms {
    static final int SINGLE = 10;
    static final Duration SPELL = Duration.ofMinutes(1);
    static final int MOST_SPELLS = 4096;

    private record Key(String address, String action) {}

    private static final class Spell {
        private final Entry first;
        private final Instant since;
        private int count;

        Spell(Entry first, Instant since) {
            this.first = first;
            this.since = since;
        }
    }

    private final Map<Key, Spell> spells = new HashMap<>();

    /// Whether the refusal is to be written by itself. If not, it is counted.
    synchronized boolean single(Entry denial, Instant now) {
        var key = new Key(ClientAddress.network(denial.actor().address()), denial.action());
        if (!spells.containsKey(key) && spells.size() >= MOST_SPELLS) {
            key = new Key("*", denial.action());
        }
        Spell spell = spells.computeIfAbsent(key, _ -> new Spell(denial, now));
        spell.count++;
        return spell.count <= SINGLE;
    }

    /// One line for each spell that is over and had more refusals than were written; they are forgotten
    /// here.
    ///
    /// @param now the time; [Instant#MAX] ends every spell
    synchronized List<Entry> over(Instant now) {
        var summaries = new ArrayList<Entry>();
        spells.values().removeIf(spell -> {
            boolean ends = !now.isBefore(spell.since.plus(SPELL));
            if (ends && spell.count > SINGLE) {
                summaries.add(summary(spell));
            }
            return ends;
        });
        return summaries;
    }

    private static Entry summary(Spell spell) {
        Entry first = spell.first;
        return new Entry(
                new Actor(Actor.Kind.NOBODY, "", null, first.actor().address()),
                first.action(),
                "several",
                Map.of(),
                Map.of("count", spell.count - SINGLE, "since", spell.since.toString()),
                Entry.Outcome.DENIED);
    }
}
