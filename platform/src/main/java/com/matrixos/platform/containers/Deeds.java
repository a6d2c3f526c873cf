package com.matrixos.platform.containers;

import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.containers.Event.Broke;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.containers.Event.PortTaken;
import com.matrixos.platform.containers.Event.Sight;
import com.matrixos.platform.problems.Problems;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what the engine is needed for, and says what came of it. Every deed may be done again after having
/// been done half. Without state of its own; calls block.
final class Deeds {
    private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);

    private static final int LAST_LINES = 5;
    private static final Pattern TOKEN = Pattern.compile("mx_[A-Za-z0-9_-]{8,}");

    private final Workshop shop;
    private final ContainerEngine engine;

    Deeds(Workshop shop) {
        this.shop = shop;
        this.engine = shop.engine();
    }

    /// A new container under the row's ports and a new token, in the place of one of ours that is in the
    /// way.
    ///
    /// @return the engine's id
    /// @throws com.matrixos.base.http.ProblemException 409 when one that is not ours is in the way
    String make(ContainerRow row) {
        String token = Tokens.random("mx_");
        // Written down before the token is anywhere else, so that no container ever bears one we do not know.
        shop.store().grant(row.handle(), Tokens.sha256(token));
        shop.tellProxy().run();
        ContainerSpec.Owner owner = shop.homes().prepare(row.handle());
        String host = engine.ensureNetwork();
        var spec = new ContainerSpec(
                row.handle(),
                row.userId(),
                row.port(),
                row.shellPort(),
                shop.homes().of(row.handle()),
                owner,
                environment(row, host, token));
        try {
            return engine.create(spec);
        } catch (EngineException e) {
            if (e.kind() != EngineException.Kind.NAME_TAKEN) {
                throw e;
            }
            clearAway(row);
            return engine.create(spec);
        }
    }

    /// What the engine says the row's container is doing. Where one is that shall run is noted on the way.
    Sight look(ContainerRow row) {
        Optional<Sighting> mine = engine.inspect(row.handle())
                .filter(seen -> seen.ours() && seen.id().equals(row.containerId()));
        if (row.state() instanceof State.Running) {
            mine.ifPresent(shop.bindings()::seen);
        }
        return mine.map(seen -> Sight.of(seen.condition())).orElse(Sight.ABSENT);
    }

    /// Stops the row's container, if it has one.
    void halt(ContainerRow row) {
        if (row.containerId() != null) {
            engine.stop(row.containerId(), shop.settings().timing().stopTimeout());
        }
    }

    /// Removes whatever of ours bears the handle's name, gracefully: its home may have unsaved work.
    void remove(ContainerRow row) {
        Optional<Sighting> ours = engine.inspect(row.handle()).filter(Sighting::ours);
        ours.ifPresent(seen -> {
            engine.stop(seen.id(), shop.settings().timing().stopTimeout());
            engine.remove(seen.id());
        });
    }

    /// Limits or frees the CPU of the row's container, if it has one. A wrong limit is no reason to fail.
    void limitCpu(ContainerRow row, int percent) {
        if (row.containerId() == null) {
            return;
        }
        try {
            engine.limitCpu(row.containerId(), percent);
        } catch (EngineException e) {
            LOG.warn("cpu limit not set handle={} percent={} reason={}", row.handle(), percent, e.toString());
        }
    }

    /// Notes what a container that did not come up wrote last, for the operator: soon it may be gone.
    void noteLastLines(ContainerRow row, String reason) {
        String id = row.containerId();
        List<String> lines = List.of();
        try {
            lines = id == null ? lines : engine.logs(id, LAST_LINES);
        } catch (EngineException e) {
            LOG.debug("no last lines handle={}", row.handle(), e);
        }
        String shown = TOKEN.matcher(String.join(" | ", lines)).replaceAll("(token)");
        LOG.warn("did not come up handle={} reason={} log={}", row.handle(), reason, shown);
    }

    /// Stops a container that failed.
    void quell(ContainerRow row) {
        if (row.containerId() == null) {
            return;
        }
        try {
            halt(row);
        } catch (EngineException e) {
            LOG.warn("failed container not stopped handle={} reason={}", row.handle(), e.toString());
        }
    }

    /// The failure as an event, its details in the log.
    Event broke(Handle handle, RuntimeException failure) {
        LOG.warn("step failed handle={} reason={}", handle, failure.toString());
        return switch (failure) {
            case EngineException e ->
                switch (e.kind()) {
                    case GONE -> Outcome.LOST;
                    case PORT_TAKEN -> new PortTaken(e.port());
                    case IMAGE_MISSING, UNAVAILABLE, NAME_TAKEN, REFUSED -> new Broke(problem(handle, e));
                };
            case ProblemException e -> new Broke(e.problem());
            case UncheckedIOException _ ->
                new Broke(Problems.startFailed("its home folder cannot be made; the platform's log says why"));
            default -> throw failure;
        };
    }

    /// The problem that an engine's failure is to a client.
    static Problem problem(Handle handle, EngineException failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE -> Problems.engineUnavailable("the container engine does not answer");
            case IMAGE_MISSING -> Problems.imageMissing(Objects.requireNonNullElse(failure.getMessage(), ""));
            case NAME_TAKEN -> Problems.foreignContainer("matrixos-" + handle);
            case PORT_TAKEN, GONE, REFUSED ->
                Problems.startFailed("the container engine refused; the platform's log says why");
        };
    }

    private void clearAway(ContainerRow row) {
        Optional<Sighting> inTheWay = engine.inspect(row.handle());
        if (inTheWay.isPresent()) {
            Sighting seen = inTheWay.get();
            if (!seen.ours() || !seen.userId().equals(row.userId())) {
                throw Problems.foreignContainer("matrixos-" + row.handle()).exception();
            }
            LOG.info("replacing our container of that name handle={} id={}", row.handle(), seen.id());
            engine.stop(seen.id(), shop.settings().timing().stopTimeout());
            engine.remove(seen.id());
        }
    }

    private Map<String, String> environment(ContainerRow row, String host, String token) {
        ContainerSettings settings = shop.settings();
        String proxy = settings.proxyUrl().orElse("http://" + host + ":" + settings.proxyPort());
        var variables = new LinkedHashMap<String, String>();
        variables.put("MATRIX_HANDLE", row.handle().text());
        variables.put("PROXY_URL", proxy);
        variables.put("ANTHROPIC_BASE_URL", proxy);
        variables.put("ANTHROPIC_AUTH_TOKEN", token);
        variables.put("GATEWAY_EXTERNAL_URL", settings.externalUrl().apply(row.handle()));
        variables.put("PORT", "4000");
        variables.put("SHELL_PORT", "3000");
        return variables;
    }
}
