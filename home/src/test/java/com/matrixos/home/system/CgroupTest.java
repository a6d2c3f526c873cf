package com.matrixos.home.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupTest {
    @TempDir
    private Path root;

    private void write(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content + "\n");
    }

    @Test
    void readsVersionTwo() throws IOException {
        write("memory.current", "100000000");
        write("memory.max", "268435456");
        write("memory.stat", "anon 5\nfile 9\ninactive_file 20000000\nactive_file 4");
        assertThat(new Cgroup(root).memoryUsed()).hasValue(80_000_000);
        assertThat(new Cgroup(root).memoryLimit()).hasValue(268_435_456);
    }

    @Test
    void readsVersionOne() throws IOException {
        write("memory/memory.usage_in_bytes", "100000000");
        write("memory/memory.limit_in_bytes", "268435456");
        write("memory/memory.stat", "inactive_file 1\ntotal_inactive_file 30000000");
        assertThat(new Cgroup(root).memoryUsed()).hasValue(70_000_000);
        assertThat(new Cgroup(root).memoryLimit()).hasValue(268_435_456);
    }

    @Test
    void knowsNoLimitWhereThereIsNone() throws IOException {
        write("memory.current", "1");
        write("memory.max", "max");
        assertThat(new Cgroup(root).memoryLimit()).isEmpty();
        Files.delete(root.resolve("memory.max"));
        write("memory/memory.limit_in_bytes", "9223372036854771712");
        assertThat(new Cgroup(root).memoryLimit()).isEmpty();
    }

    @Test
    void knowsNothingWhereTheKernelTellsNothing() {
        assertThat(new Cgroup(root).memoryUsed()).isEmpty();
        assertThat(new Cgroup(root).memoryLimit()).isEmpty();
    }
}
