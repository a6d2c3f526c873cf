package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.testkit.time.ManualScheduler;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/// A [Lab] for tests of other packages.
public final class TestHost implements AutoCloseable {
    private final Lab lab;
    private final Containers containers;

    /// An installation with an engine in memory and time that stands still.
    public TestHost(Path folder) {
        this.lab = new Lab(folder);
        this.containers = lab.containers();
    }

    public Containers containers() {
        return containers;
    }

    public Database database() {
        return lab.database;
    }

    public Scheduler time() {
        return lab.time;
    }

    public void loseImage() {
        lab.engine.loseImage();
    }

    public void advance(Duration by) {
        lab.time.advance(by);
    }

    /// From now on the computer takes requests and answers none.
    public void freeze(Handle handle) {
        lab.engine.pauseByHand(handle);
    }

    public void goAway() {
        lab.engine.goAway();
    }

    public ContainerEngine engine() {
        return lab.engine;
    }

    /// Time that a test moves.
    public ManualScheduler clock() {
        return lab.time;
    }

    /// The image is built again.
    public void build(String id) {
        lab.engine.build(id, lab.time.instant());
    }

    /// From now on it uses so much, and has used so much CPU.
    public void use(Handle handle, long memoryBytes, long cpuNanos) {
        lab.engine.use(handle, memoryBytes, cpuNanos);
    }

    /// How often anything was measured.
    public int measures() {
        return lab.engine.measures.get();
    }

    /// The computer writes a line.
    public void write(Handle handle, String line) {
        lab.engine.write(handle, line);
    }

    /// How many follow a log.
    public int followers() {
        return lab.engine.followers();
    }

    /// The computer ends by itself.
    public void crash(Handle handle) {
        lab.engine.killByHand(handle);
    }

    public void pause(Handle handle) {
        lab.engine.pauseByHand(handle);
    }

    public Path home(Handle handle) {
        return lab.home(handle);
    }

    @Override
    public void close() throws SQLException {
        lab.close();
    }
}
