package com.matrixos.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The person at the other end: types lines, and lets time pass.
interface Terminal {
    /// The next line that is typed; nothing when there are no more.
    Optional<String> line() throws IOException;

    /// Returns when so much time has passed.
    void pause(Duration time) throws InterruptedException;

    /// The standard input, and the time of this machine.
    static Terminal standard() {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Terminal() {
            @Override
            public Optional<String> line() throws IOException {
                return Optional.ofNullable(in.readLine());
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
