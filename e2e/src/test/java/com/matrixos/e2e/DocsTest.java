package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The written word agrees with the tree.
final class DocsTest {
    private static final Pattern PROBLEM = Pattern.compile("(?:Problem\\.of|new Problem)\\(\\s*\"([a-z0-9-]+)\"\\s*,");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern FOLDER_ROW = Pattern.compile("(?m)^\\| `([a-z0-9]+)/` \\|");

    @Test
    void everyProblemTypeHasItsPage() {
        Set<String> types = Checkout.files(".java").stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .flatMap(file -> PROBLEM.matcher(Checkout.read(file)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(types).contains("not-found", "handle-taken");
        assertThat(types)
                .allSatisfy(type -> assertThat(Checkout.root().resolve("docs/errors/" + type + ".md"))
                        .exists());
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path page : Checkout.files(".md")) {
            LINK.matcher(Checkout.read(page))
                    .results()
                    .map(match -> match.group(1))
                    .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                    .filter(target -> !Files.exists(page.resolveSibling(target)))
                    .forEach(target -> dead.add(Checkout.root().relativize(page) + " -> " + target));
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void theMapNamesEveryFolder() {
        Set<String> rows = FOLDER_ROW
                .matcher(Checkout.read(Checkout.root().resolve("ARCHITECTURE.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(rows)
                .allSatisfy(
                        folder -> assertThat(Checkout.root().resolve(folder)).isDirectory());
        assertThat(rows)
                .contains("base", "relay", "api", "platform", "proxy", "home", "cli", "web", "testkit", "e2e", "bench")
                .contains("distro", "docs");
    }
}
