package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns our paths into the host's. When the platform itself runs in a container, the engine still takes
/// the source of a bind mount for a path of the host, so ours must be traced back through our own
/// container's mounts.
final class HostPaths {
    /// A folder of the host that is mounted into our container.
    record Mounted(Path source, Path destination) {}

    /// Docker mounts three files of its own into every container:
    /// `… /var/lib/docker/containers/{id}/hostname /etc/hostname …`
    private static final Pattern OWN_ID =
            Pattern.compile(" \\S*/containers/([0-9a-f]{64})/\\S+ /etc/(?:hostname|hosts|resolv\\.conf) ");

    private final Optional<List<Mounted>> mounts;

    /// @param mounts our container's; empty when we run on the host itself
    HostPaths(Optional<List<Mounted>> mounts) {
        this.mounts = mounts.map(List::copyOf);
    }

    /// Finds out where we are.
    static HostPaths detect(DockerClient docker) {
        return new HostPaths(ownId(mountInfo()).flatMap(id -> ownMounts(docker, id)));
    }

    /// The id of the container whose mounts these are, if it is one.
    static Optional<String> ownId(List<String> mountInfo) {
        return mountInfo.stream()
                .map(OWN_ID::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /// The same folder as the engine's host knows it.
    ///
    /// @throws IllegalStateException when it lies inside our container only, where no other container could
    /// have it
    Path onHost(Path path) {
        return mounts.isEmpty() ? path : translate(mounts.get(), path);
    }

    private static Path translate(List<Mounted> mounts, Path path) {
        Mounted mount = mounts.stream()
                .filter(mounted -> path.startsWith(mounted.destination()))
                .max(Comparator.comparingInt(mounted -> mounted.destination().getNameCount()))
                .orElseThrow(() -> new IllegalStateException("PLATFORM_DATA_DIR must lie on a volume or bind mount of"
                        + " the platform's own container: " + path));
        return mount.source().resolve(mount.destination().relativize(path)).normalize();
    }

    /// Empty when the engine does not know us: then we are in a container of another engine, on whose host
    /// this one runs beside us, and paths are the same for both.
    private static Optional<List<Mounted>> ownMounts(DockerClient docker, String id) {
        InspectContainerResponse own;
        try {
            own = docker.inspectContainerCmd(id).exec();
        } catch (NotFoundException _) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(own.getMounts()).orElse(List.of()).stream()
                .filter(mount -> mount.getSource() != null && mount.getDestination() != null)
                .map(mount -> new Mounted(
                        Path.of(mount.getSource()),
                        Path.of(mount.getDestination().getPath())))
                .toList());
    }

    private static List<String> mountInfo() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo"));
        } catch (IOException _) {
            return List.of();
        }
    }
}
