package com.matrixos.platform.containers;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The fake is only worth something as long as it behaves like the real one.
final class FlakyEngineContractTest extends EngineContract {
    @TempDir
    Path folder;

    private final FlakyEngine flaky = new FlakyEngine();
    private final int ports = ThreadLocalRandom.current().nextInt(20_000, 31_000);

    @AfterEach
    void close() {
        flaky.close();
    }

    @Override
    ContainerEngine engine() {
        return flaky;
    }

    @Override
    ContainerEngine engineWithoutImage() {
        var engine = new FlakyEngine();
        engine.loseImage();
        return engine;
    }

    @Override
    ContainerEngine deadEngine() {
        var engine = new FlakyEngine();
        engine.goAway();
        return engine;
    }

    @Override
    Handle handle(String name) {
        return Handle.of(name);
    }

    @Override
    int ports() {
        return ports;
    }

    @Override
    Path homes() {
        return folder;
    }

    @Override
    void pause(String id, Handle handle) {
        flaky.pauseByHand(handle);
    }

    @Override
    void makeForeign(Handle handle) {
        flaky.makeForeign(handle, new ContainerSpec(handle, "", 1, 2, folder, new ContainerSpec.Owner(1, 1), Map.of()));
    }

    @Override
    int cpuPercent(String id) {
        return flaky.cpuPercent(alice);
    }
}
