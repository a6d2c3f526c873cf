package com.matrixos.base.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Names and values as the operator gave them: the process environment over the `.env` file. Immutable.
public final class Environment {
    /// Names with these prefixes are ours, so an unknown one is a misspelling and not somebody else's
    /// variable.
    private static final Set<String> OUR_PREFIXES = Set.of("PLATFORM_", "PROXY_");

    /// In `.env` a wrong `ANTHROPIC_` name is ours too; in a shell's environment it may belong to another
    /// program.
    private static final Set<String> OUR_FILE_PREFIXES = Set.of("PLATFORM_", "PROXY_", "ANTHROPIC_");

    private final Map<String, String> values;
    private final Set<String> ourNames;

    private Environment(Map<String, String> values, Set<String> ourNames) {
        this.values = Map.copyOf(values);
        this.ourNames = Set.copyOf(ourNames);
    }

    /// The process environment over `.env` in the given folder, if there is one.
    public static Environment load(Map<String, String> process, Path folder) {
        Map<String, String> file = Files.isRegularFile(folder.resolve(".env")) ? readFile(folder) : Map.of();
        var merged = new HashMap<>(file);
        merged.putAll(process);
        var ours = new TreeSet<String>();
        ours.addAll(withPrefix(process, OUR_PREFIXES));
        ours.addAll(withPrefix(file, OUR_FILE_PREFIXES));
        return new Environment(merged, ours);
    }

    /// The process environment alone, and every name in it may be somebody else's: for a process whose
    /// working folder and environment belong to a user, so that neither a `.env` there nor a stray name
    /// keeps it from starting.
    public static Environment of(Map<String, String> process) {
        return new Environment(process, Set.of());
    }

    /// The value, where one is set and not blank: an empty line in `.env` means "the default".
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    Set<String> ourNames() {
        return new TreeSet<>(ourNames);
    }

    private static Map<String, String> readFile(Path folder) {
        return Dotenv.configure()
                // Of an empty path it would look on the class path instead of in the working directory.
                .directory(folder.toAbsolutePath().toString())
                .load()
                .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                .stream()
                .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (_, last) -> last));
    }

    private static Set<String> withPrefix(Map<String, String> names, Set<String> prefixes) {
        return names.keySet().stream()
                .filter(name -> prefixes.stream().anyMatch(name::startsWith))
                .collect(Collectors.toSet());
    }
}
