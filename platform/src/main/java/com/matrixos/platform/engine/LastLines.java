package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a container wrote last, both streams as they came.
final class LastLines {
    private LastLines() {}

    static List<String> of(DockerClient docker, String id, int lines) {
        List<String> frames = Collections.synchronizedList(new ArrayList<>());
        try {
            docker.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            frames.add(new String(frame.getPayload(), StandardCharsets.UTF_8));
                        }
                    })
                    .awaitCompletion();
        } catch (NotFoundException _) {
            return List.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return String.join("", frames).lines().toList();
    }
}
