package com.matrixos.testkit.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page about scripts and the parser agree.
final class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/scripted-model.md");
    private static final Pattern DIRECTIVE = Pattern.compile("(?m)(?<=`)\\[\\[.*?]](?=`)|^\\[\\[.*]]$");

    @Test
    void everyExampleIsUnderstood() throws IOException {
        assertThat(examples()).isNotEmpty().allSatisfy(DirectiveParser::parse);
    }

    @Test
    void everyDirectiveHasAnExample() throws IOException {
        Set<Class<?>> shown = examples().stream()
                .map(DirectiveParser::parse)
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(shown).containsExactlyInAnyOrderElementsOf(kinds(Directive.class));
    }

    private static List<String> examples() throws IOException {
        return DIRECTIVE
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group())
                .toList();
    }

    /// All records below a sealed type.
    private static Set<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Set.of(type.getPermittedSubclasses()).stream()
                        .flatMap(kind -> kinds(kind).stream())
                        .collect(Collectors.toSet())
                : Set.of(type);
    }
}
