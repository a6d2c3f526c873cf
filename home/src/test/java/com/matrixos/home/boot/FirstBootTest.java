package com.matrixos.home.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstBootTest {
    private Path template;
    private Path home;

    @BeforeEach
    void folders(@TempDir Path folder) throws IOException {
        template = folder.resolve("template");
        home = folder.resolve("home");
        Files.createDirectories(template.resolve("documents/letters"));
        Files.writeString(template.resolve("Welcome.md"), "welcome");
        Files.writeString(template.resolve(".bashrc"), "# prompt");
        Files.writeString(template.resolve("documents/letters/one.txt"), "one");
        Files.createDirectory(template.resolve("empty"));
        Path program = Files.writeString(template.resolve("program"), "#!/bin/sh");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(template.resolve("link"), Path.of("Welcome.md"));
    }

    private void boot() {
        new FirstBoot(home, template).run();
    }

    @Test
    void fillsAHomeThatDoesNotExist() throws IOException {
        boot();
        assertThat(tree(home)).isEqualTo(tree(template)).isNotEmpty();
        assertThat(Files.isExecutable(home.resolve("program"))).isTrue();
    }

    @Test
    void fillsAnEmptyHomeOnAFreshVolume() throws IOException {
        Files.createDirectories(home.resolve("lost+found"));
        boot();
        assertThat(home.resolve("Welcome.md")).hasContent("welcome");
    }

    @Test
    void leavesAnExistingHomeAlone() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve(".bashrc"), "mine");
        Map<String, String> before = tree(home);
        boot();
        assertThat(tree(home)).isEqualTo(before);
    }

    @Test
    void putsNothingBackThatWasDeleted() throws IOException {
        boot();
        Files.delete(home.resolve("Welcome.md"));
        boot();
        assertThat(home.resolve("Welcome.md")).doesNotExist();
    }

    @Test
    void beginsAgainWhenKilledWhileCopying() throws IOException {
        Files.createDirectories(home.resolve(".matrix-setup.part/documents"));
        Files.writeString(home.resolve(".matrix-setup.part/Welcome.md"), "wel");
        boot();
        assertThat(tree(home)).isEqualTo(tree(template));
    }

    @Test
    void goesOnWhenKilledWhileMoving() throws IOException {
        boot();
        Files.createDirectory(home.resolve(".matrix-setup"));
        Files.move(home.resolve("documents"), home.resolve(".matrix-setup/documents"));
        Files.writeString(home.resolve(".matrix-setup/.bashrc"), "of the template");
        Files.writeString(home.resolve(".bashrc"), "mine");
        boot();
        assertThat(home.resolve("documents/letters/one.txt")).hasContent("one");
        assertThat(home.resolve(".bashrc")).hasContent("mine");
        assertThat(home.resolve(".matrix-setup")).doesNotExist();
    }

    @Test
    void doesNotTakeAnExistingHomeForAHalfFilledOne() throws IOException {
        Files.createDirectories(home.resolve(".matrix-setup.part"));
        Files.writeString(home.resolve("mine.txt"), "mine");
        boot();
        assertThat(tree(home)).isEqualTo(Map.of("mine.txt", "mine"));
    }

    @Test
    void leavesTheHomeEmptyWithoutATemplate() throws IOException {
        new FirstBoot(home, template.resolve("none")).run();
        assertThat(tree(home)).isEmpty();
    }

    @Test
    void saysWhyAHomeCannotBeUsed() {
        assertThatThrownBy(() -> new FirstBoot(Path.of("/proc/no-home"), template).run())
                .isInstanceOf(HomeUnusableException.class)
                .hasMessageContaining("/proc/no-home cannot be written to")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new FirstBoot(template.resolve("Welcome.md"), template).run())
                .isInstanceOf(HomeUnusableException.class);
    }

    /// A process of its own that fills a home, killed after so many entries have come into being.
    @Test
    void survivesBeingKilledAnywhere() throws Exception {
        for (int i = 0; i < 400; i++) {
            Files.writeString(template.resolve("file-" + i), "content " + i);
        }
        for (int entries : List.of(1, 2, 50, 200, 390, 410)) {
            Path victim = home.resolveSibling("home-" + entries);
            killAfter(entries, victim);
            new FirstBoot(victim, template).run();
            assertThat(tree(victim)).as("killed after " + entries).isEqualTo(tree(template));
        }
    }

    private void killAfter(int entries, Path victim) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        victim.toString(),
                        template.toString())
                .inheritIO()
                .start();
        Path partial = victim.resolve(".matrix-setup.part");
        while (process.isAlive() && count(partial) < entries) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /// Fills a home, in a process that is killed meanwhile.
    static final class Filler {
        private Filler() {}

        /// The home, then the template.
        public static void main(String[] folders) {
            new FirstBoot(Path.of(folders[0]), Path.of(folders[1])).run();
        }
    }

    private static int count(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    private static Map<String, String> tree(Path root) throws IOException {
        var tree = new TreeMap<String, String>();
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(path -> !path.equals(root)).forEach(paths::add);
        }
        for (Path path : paths) {
            String content = Files.isDirectory(path) ? "(folder)" : Files.readString(path);
            tree.put(root.relativize(path).toString(), Files.isSymbolicLink(path) ? "(link)" : content);
        }
        return tree;
    }
}
