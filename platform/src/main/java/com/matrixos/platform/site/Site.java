package com.matrixos.platform.site;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.http.Routes;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.History;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.HomeSizes;
import com.matrixos.platform.fleet.Measurements;
import com.matrixos.platform.fleet.Wakes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts the package together. To be closed before the server is: a stream that is open would keep it
/// waiting.
public final class Site implements AutoCloseable {
    private final Streams streams;
    private final Measurements measurements;
    private final List<Consumer<Routes>> routes;
    private final SiteFiles files;

    /// What the site is made of.
    ///
    /// @param clerk the origin of Clerk's own program, where people sign in by Clerk
    public record Parts(
            Config config,
            PublicAddress address,
            Scheduler scheduler,
            Database database,
            Guard guard,
            Audit audit,
            Accounts accounts,
            Sessions sessions,
            Containers containers,
            ContainerEngine engine,
            ProxyUsage usage,
            Provisioning provisioning,
            Optional<String> clerk) {}

    public Site(Parts parts) {
        Scheduler scheduler = parts.scheduler();
        Containers containers = parts.containers();
        Limits limits = Limits.from(parts.config());
        var history = new History(parts.database());
        this.measurements = new Measurements(containers, parts.engine(), scheduler);
        this.streams = new Streams(scheduler);
        var gauges = new Gauges(
                history,
                measurements,
                new HomeSizes(scheduler),
                new EngineView(parts.engine(), scheduler),
                new Wakes(history, scheduler),
                parts.usage());
        var stories = new Stories(containers, history, limits.idle(), scheduler);
        var commands = new Commands(containers, parts.audit());
        this.routes = List.of(owners(parts, gauges, stories, commands), admins(parts, gauges, stories, commands));
        this.files = new SiteFiles(parts.config().get(PlatformSettings.SITE_DIR), parts.address(), parts.clerk());
    }

    /// Adds the API's routes.
    public void addTo(Routes table) {
        routes.forEach(each -> each.accept(table));
    }

    /// Adds the site's files, which end the table: after all other routes.
    public void addFilesTo(Routes table) {
        files.addTo(table);
    }

    /// Starts what goes on in the background. Returns at once.
    public Site open() {
        measurements.open();
        return this;
    }

    @Override
    public void close() {
        streams.close();
    }

    private Consumer<Routes> owners(Parts parts, Gauges gauges, Stories stories, Commands commands) {
        Guard guard = parts.guard();
        var computers = new Computers(
                parts.containers(),
                gauges,
                stories,
                parts.provisioning(),
                parts.address(),
                Limits.from(parts.config()));
        var feeds = new ComputerFeeds(streams, computers, measurements, parts.containers());
        var people = new People(parts.database(), parts.sessions(), parts.audit(), parts.scheduler());
        return table -> {
            new ComputerRoutes(guard, parts.audit(), computers, parts.provisioning(), commands, feeds).addTo(table);
            new UsageRoutes(guard, parts.audit(), parts.accounts(), parts.usage()).addTo(table);
            new PeopleRoutes(guard, parts.accounts(), computers, people, parts.address()).addTo(table);
            new ExportRoute(guard, parts.audit(), parts.containers(), people).addTo(table);
        };
    }

    private Consumer<Routes> admins(Parts parts, Gauges gauges, Stories stories, Commands commands) {
        Guard guard = parts.guard();
        Containers containers = parts.containers();
        Limits limits = Limits.from(parts.config());
        var fleet = new Fleet(containers, gauges, limits, parts.scheduler());
        var feeds = new FleetFeeds(guard, streams, fleet, measurements, containers);
        var rows = new FleetRows(containers, gauges, stories, new Owners(parts.database()), limits);
        var checks = new Checks(parts.config(), parts.address(), gauges.engine(), parts.usage());
        return table -> {
            feeds.addTo(table);
            new FleetRoutes(guard, containers, rows, gauges, stories, commands).addTo(table);
            new LogRoutes(guard, parts.audit(), containers, parts.engine(), streams).addTo(table);
            new HostRoutes(guard, fleet, gauges, checks, parts.scheduler()).addTo(table);
        };
    }
}
