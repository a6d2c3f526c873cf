package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The page about the command line: what it shows works, and it leaves no command out.
final class CliDocsTest {
    private static final String PAGE = "docs/reference/cli.md";

    /// What the launcher asks for itself, and what other pages are about.
    private static final Set<String> ELSEWHERE =
            Set.of("settings", "ready", "status", "open", "stop-all", "usage", "quota", "token", "prices");

    @TempDir
    Path checkout;

    @Test
    void everyCommandWorks() throws Exception {
        List<String> scripts = TypedPage.blocks(PAGE);
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(13);

        try (var site = new ScriptedSite();
                var typed = new TypedPage(checkout, Map.of("PLATFORM_PORT", Integer.toString(site.port())))) {
            site.needsSetup(true);

            TypedPage.Ended ended = typed.run(String.join("", scripts) + "echo \"$LINK\"\n");

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(ended.output()).endsWith("\nhttp://localhost/reset#token=new-carla\n");
            assertThat(site.users.account("carla")).as("made and deleted").isNull();
            assertThat(site.users.account("dora")).containsEntry("role", "admin");
            assertThat(site.computers.isThere("carla")).as("made and destroyed").isFalse();
        }
    }

    @Test
    void noCommandIsLeftOut() {
        String page = Checkout.read(PAGE);
        var nobody = new PrintWriter(Writer.nullWriter());
        CommandLine all = Main.commandLine(new Context(Map.of(), checkout, new ScriptedTerminal(), nobody, nobody));

        List<String> commands = all.getSubcommands().entrySet().stream()
                .filter(command -> !ELSEWHERE.contains(command.getKey()))
                .flatMap(command -> command.getValue().getSubcommands().isEmpty()
                        ? Stream.of("./matrixos " + command.getKey())
                        : command.getValue().getSubcommands().keySet().stream()
                                .map(word -> "./matrixos " + command.getKey() + " " + word))
                .toList();

        assertThat(commands).hasSize(26).allSatisfy(command -> assertThat(page).contains(command));
    }
}
