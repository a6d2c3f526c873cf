package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import com.matrixos.platform.containers.ContainerEngine.Happening;
import com.matrixos.platform.containers.ContainerEngine.Watcher;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to the engine's events.
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /// The engine answers a moment before it listens for events on our behalf. What happened in between it
    /// still remembers; what we are told twice does no harm.
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private EventStream() {}

    /// Returns when the thread is interrupted.
    ///
    /// @throws EngineException when the stream ends
    static void follow(DockerClient docker, String installation, Watcher watcher) {
        try (var callback = new Callback(watcher)) {
            docker.eventsCmd()
                    .withEventTypeFilter(EventType.CONTAINER)
                    .withEventFilter("start", "die", "oom", "destroy")
                    .withLabelFilter(Map.of(Labels.INSTALLATION, installation))
                    .withSince(Long.toString(Instant.now().minus(OVERLAP).getEpochSecond()))
                    .exec(callback);
            callback.awaitCompletion();
        } catch (InterruptedException _) {
            return;
        } catch (IOException | RuntimeException e) {
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "the stream of events broke: " + e, e);
        }
        throw new EngineException(EngineException.Kind.UNAVAILABLE, "the stream of events ended");
    }

    private static final class Callback extends ResultCallback.Adapter<Event> {
        private final Watcher watcher;

        Callback(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            watcher.connected();
        }

        @Override
        public void onNext(Event event) {
            Optional<Handle> handle = Optional.ofNullable(event.getActor())
                    .map(EventActor::getAttributes)
                    .map(attributes -> attributes.get(Labels.HANDLE))
                    .flatMap(Handle::parse);
            handle.ifPresent(known -> happening(Objects.requireNonNullElse(event.getAction(), ""))
                    .ifPresent(what -> watcher.happened(known, what)));
        }

        @Override
        public void onError(Throwable failure) {
            LOG.debug("events broke", failure);
            super.onError(failure);
        }

        private static Optional<Happening> happening(String action) {
            return switch (action) {
                case "start" -> Optional.of(Happening.STARTED);
                case "die" -> Optional.of(Happening.DIED);
                case "oom" -> Optional.of(Happening.OUT_OF_MEMORY);
                case "destroy" -> Optional.of(Happening.REMOVED);
                default -> Optional.empty();
            };
        }
    }
}
