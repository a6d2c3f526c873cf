package com.matrixos.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.platform.engine.HostPaths.Mounted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostPathsTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    private static final HostPaths IN_A_CONTAINER = new HostPaths(Optional.of(List.of(
            new Mounted(Path.of("/srv/volumes/data"), Path.of("/data")),
            new Mounted(Path.of("/mnt/users"), Path.of("/data/users")))));

    @Test
    void ourOwnIdIsInTheMountsOfDockersFiles() {
        assertThat(HostPaths.ownId(List.of(
                        "612 611 0:56 / /proc rw,nosuid - proc proc rw",
                        "630 600 254:1 /var/lib/docker/containers/" + ID
                                + "/resolv.conf /etc/resolv.conf rw - ext4 x rw",
                        "631 600 254:1 /var/lib/docker/containers/" + ID + "/hostname /etc/hostname rw - ext4 x rw")))
                .contains(ID);
    }

    @Test
    void aHostIsNoContainer() {
        assertThat(HostPaths.ownId(List.of(
                        "22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw",
                        "90 22 0:50 / /var/lib/docker/containers/" + ID + "/mounts/shm rw - tmpfs shm rw")))
                .isEmpty();
        assertThat(new HostPaths(Optional.empty()).onHost(Path.of("/data/users/alice")))
                .isEqualTo(Path.of("/data/users/alice"));
    }

    @Test
    void theClosestMountCounts() {
        assertThat(IN_A_CONTAINER.onHost(Path.of("/data/users/alice/matrixos")))
                .isEqualTo(Path.of("/mnt/users/alice/matrixos"));
        assertThat(IN_A_CONTAINER.onHost(Path.of("/data/other"))).isEqualTo(Path.of("/srv/volumes/data/other"));
        assertThat(IN_A_CONTAINER.onHost(Path.of("/data"))).isEqualTo(Path.of("/srv/volumes/data"));
    }

    @Test
    void whatNoMountCoversIsRefused() {
        assertThatThrownBy(() -> IN_A_CONTAINER.onHost(Path.of("/database"))).hasMessageContaining("PLATFORM_DATA_DIR");
    }
}
