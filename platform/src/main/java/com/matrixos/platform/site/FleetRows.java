package com.matrixos.platform.site;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.site.FleetPage;
import com.matrixos.api.site.FleetRow;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.Reading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of computers as an admin sees it, in pages. What it is sorted by changes while somebody turns
/// pages; a page begins after a value and a handle, so that nothing that stays where it is comes twice or
/// not at all. Calls block; safe for use from any thread.
final class FleetRows {
    private final Containers containers;
    private final Gauges gauges;
    private final Stories stories;
    private final Owners owners;
    private final Limits limits;

    FleetRows(Containers containers, Gauges gauges, Stories stories, Owners owners, Limits limits) {
        this.containers = containers;
        this.gauges = gauges;
        this.stories = stories;
        this.owners = owners;
        this.limits = limits;
    }

    /// What of the list is asked for.
    ///
    /// @param text is part of a handle, an owner's handle, address or id; empty for all
    /// @param status only those in that state
    /// @param after the last place of the page before
    record Query(String text, Optional<String> status, Order order, Optional<Order.Place> after, int limit) {}

    /// What is asked once for all rows.
    private record Context(
            Map<String, FleetRow.Owner> owners, EngineView.View engine, Optional<ProxyUsage.Everybody> usage) {}

    private record Placed(Order.Place place, ContainerRecord record) {}

    FleetPage page(Query query) {
        Context context = context();
        List<Placed> found = containers.list(query.status()).stream()
                .filter(record -> matches(record, query.text().toLowerCase(Locale.ROOT), context))
                .map(record -> new Placed(place(query.order(), record, context), record))
                .sorted((a, b) -> query.order().comparator().compare(a.place(), b.place()))
                .toList();
        List<Placed> rest = query.after()
                .map(place -> found.stream()
                        .filter(one -> query.order().comparator().compare(one.place(), place) > 0)
                        .toList())
                .orElse(found);
        List<Placed> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        return new FleetPage(
                page.stream().map(one -> row(one.record(), context)).toList(),
                page.size() < rest.size() ? page.getLast().place().cursor() : null,
                found.size());
    }

    FleetRow row(ContainerRecord record) {
        return row(record, context());
    }

    private Context context() {
        return new Context(owners.all(), gauges.engine().now(), gauges.usage().everybody());
    }

    private static boolean matches(ContainerRecord record, String text, Context context) {
        FleetRow.Owner owner = context.owners().get(record.clerkUserId());
        return record.handle().contains(text)
                || record.clerkUserId().toLowerCase(Locale.ROOT).contains(text)
                || (owner != null && owner.email().contains(text));
    }

    private Order.Place place(Order order, ContainerRecord record, Context context) {
        var handle = new Handle(record.handle());
        return order.place(handle, record.lastActive(), latest(record), month(record, context));
    }

    private static @Nullable BigDecimal month(ContainerRecord record, Context context) {
        return context.usage().map(all -> all.month(record.handle())).orElse(null);
    }

    private @Nullable Reading latest(ContainerRecord record) {
        return record.status().equals("running")
                ? gauges.measurements().latest(new Handle(record.handle())).orElse(null)
                : null;
    }

    private FleetRow row(ContainerRecord record, Context context) {
        var handle = new Handle(record.handle());
        Reading reading = latest(record);
        String user = record.clerkUserId();
        ProxyUsage.Everybody usage = context.usage().orElse(null);
        return new FleetRow(
                record.handle(),
                context.owners().get(user),
                user,
                record.status(),
                stories.of(record).cause(),
                reading == null ? null : reading.memoryBytes(),
                limits.memoryBytes(),
                reading == null ? null : reading.cpuPercent(),
                size(handle, user),
                record.lastActive(),
                record.createdAt(),
                context.engine().version(handle).orElse(null),
                context.engine().outdated(handle),
                record.port(),
                record.shellPort(),
                usage == null ? null : usage.today(record.handle()),
                usage == null ? null : usage.month(record.handle()),
                usage == null ? null : usage.dayLimit(record.handle()),
                usage == null ? null : usage.monthLimit(record.handle()));
    }

    private @Nullable Long size(Handle handle, String user) {
        return containers
                .home(handle, user)
                .flatMap(home -> gauges.sizes().bytes(handle, home))
                .orElse(null);
    }
}
