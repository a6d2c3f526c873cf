package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
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

    @Override
    public void close() throws SQLException {
        lab.close();
    }
}
