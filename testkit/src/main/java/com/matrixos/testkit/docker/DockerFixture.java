package com.matrixos.testkit.docker;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A corner of the machine's Docker Engine for one test: a tiny image, and names and ports that no other
/// test has. What was made under them is removed by [#close]. Without an engine the test fails; it is
/// never skipped.
public final class DockerFixture implements AutoCloseable {
    /// Below the ports that Linux gives to clients, and away from those people use.
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 31_000;

    private final String suffix = Integer.toString(ThreadLocalRandom.current().nextInt(0x100_0000, 0x1000_0000), 36);
    private final String image;
    private final int ports;

    private DockerFixture(String image) {
        this.image = image;
        this.ports = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
    }

    /// A new corner.
    ///
    /// @throws AssertionError when no engine answers
    public static DockerFixture create() {
        DockerCli.require(DockerCli.docker("version", "--format", "{{.Server.Version}}"));
        return new DockerFixture(TinyImage.name());
    }

    /// The name of an image that answers `GET /health` on ports 4000 and 3000.
    ///
    /// In its home every start adds a line to `boots` and every graceful end one to `ends`; with a file
    /// `die` there it ends at once with exit code 7, with a file `hang` it never listens.
    public String image() {
        return image;
    }

    /// A network nobody else uses. Made by whoever is tested.
    public String network() {
        return "mxtest-" + suffix;
    }

    /// An installation nobody else is. Label what you make with `com.matrixos.installation=` this.
    public String installation() {
        return "test-" + suffix;
    }

    /// A handle nobody else has.
    public String handle(String name) {
        return name + "-" + suffix;
    }

    /// The first of a thousand ports that no other test is likely to use.
    public int ports() {
        return ports;
    }

    /// The output of a `docker` command that must succeed, both streams, without white space at its ends.
    public String docker(String... arguments) {
        return DockerCli.require(DockerCli.docker(arguments));
    }

    /// The exit code of a `docker` command.
    public int tryDocker(String... arguments) {
        return DockerCli.docker(arguments).exitCode();
    }

    /// The ids of all containers with that installation's label.
    public List<String> containers(String installation) {
        String ids = docker("ps", "-aq", "--filter", "label=com.matrixos.installation=" + installation);
        return Arrays.stream(ids.split("\\s+")).filter(id -> !id.isEmpty()).toList();
    }

    /// Removes every container whose handle is one of ours, then the network.
    @Override
    public void close() {
        String ids = docker("ps", "-aq", "--filter", "name=" + suffix);
        Arrays.stream(ids.split("\\s+")).filter(id -> !id.isEmpty()).forEach(id -> DockerCli.docker("rm", "-fv", id));
        DockerCli.docker("network", "rm", network());
    }
}
