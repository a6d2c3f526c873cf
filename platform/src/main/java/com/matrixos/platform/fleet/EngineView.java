package com.matrixos.platform.fleet;

import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Image;
import com.matrixos.platform.containers.Sighting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The engine as it was within the last five seconds. Safe for use from any thread; blocks, for two
/// seconds at the most.
public final class EngineView {
    private static final Duration LIFE = Duration.ofSeconds(5);

    /// What is shown while it does not answer.
    private static final View SILENT = new View(false, Map.of(), Optional.empty());

    /// What it says.
    ///
    /// @param answers whether it says anything
    /// @param sightings our containers
    /// @param image what new ones are made from, if it is there
    public record View(boolean answers, Map<Handle, Sighting> sightings, Optional<Image> image) {
        public View {
            sightings = Map.copyOf(sightings);
        }

        /// The version of that one, and whether there is another now.
        public Optional<String> version(Handle handle) {
            return Optional.ofNullable(sightings.get(handle))
                    .map(Sighting::image)
                    .map(EngineView::brief);
        }

        /// Whether that one was made from another image than the present one.
        public boolean outdated(Handle handle) {
            return image.isPresent()
                    && sightings.containsKey(handle)
                    && !sightings.get(handle).image().equals(image.get().id());
        }
    }

    private final ContainerEngine engine;
    private final Recent<View> recent;

    public EngineView(ContainerEngine engine, Scheduler scheduler) {
        this.engine = engine;
        this.recent = new Recent<>(scheduler, LIFE, this::look);
    }

    /// What it says now.
    public View now() {
        return recent.get(SILENT);
    }

    /// An id as people see it: the first twelve digits, without the name of the digest.
    public static String brief(String id) {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.substring(0, Math.min(12, digits.length()));
    }

    private View look() {
        Map<Handle, Sighting> seen =
                engine.list().stream().collect(Collectors.toMap(Sighting::handle, one -> one, (first, _) -> first));
        return new View(true, seen, image());
    }

    private Optional<Image> image() {
        try {
            return Optional.of(engine.image());
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.IMAGE_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
