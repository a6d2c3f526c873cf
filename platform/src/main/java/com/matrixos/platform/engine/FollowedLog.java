package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.matrixos.platform.containers.ContainerEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a container writes, line by line as it comes. A frame of the engine's may hold a part of a line or several,
/// and the two streams take turns between frames, not between lines.
final class FollowedLog {
    private FollowedLog() {}

    /// Returns when the thread is interrupted, or the container has ended or is gone.
    static void follow(DockerClient docker, String id, int lines, Consumer<String> each) {
        try (var callback = new Callback(each)) {
            docker.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .withTail(lines)
                    .exec(callback)
                    .awaitCompletion();
        } catch (NotFoundException | InterruptedException _) {
            // Both are the end of it.
        } catch (IOException e) {
            throw new UncheckedIOException("follow the log", e);
        }
    }

    private static final class Callback extends ResultCallback.Adapter<Frame> {
        private final Map<StreamType, ByteArrayOutputStream> begun = new EnumMap<>(StreamType.class);
        private final Consumer<String> each;

        Callback(Consumer<String> each) {
            this.each = each;
        }

        @Override
        public void onNext(Frame frame) {
            ByteArrayOutputStream line = begun.computeIfAbsent(frame.getStreamType(), _ -> new ByteArrayOutputStream());
            for (byte one : frame.getPayload()) {
                if (one == '\n') {
                    each.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else if (line.size() < ContainerEngine.LONGEST_LINE && one != '\r') {
                    line.write(one);
                }
            }
        }
    }
}
