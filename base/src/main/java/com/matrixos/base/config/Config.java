package com.matrixos.base.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The effective settings of a process: a value for every known setting, and where it came from. Immutable.
public final class Config {
    /// A misspelling further off than this is not a misspelling of that name.
    private static final int NEAREST_DISTANCE = 4;

    private final List<Setting<?>> settings;
    private final Map<String, Object> values;
    private final Environment environment;

    private Config(List<Setting<?>> settings, Map<String, Object> values, Environment environment) {
        this.settings = List.copyOf(settings);
        this.values = Map.copyOf(values);
        this.environment = environment;
    }

    /// Reads every known setting.
    ///
    /// @throws ConfigException naming every wrong value and every unknown name of one of our prefixes
    public static Config read(List<Setting<?>> settings, Environment environment) {
        var problems = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        for (Setting<?> setting : settings) {
            String text = environment.get(setting.name()).orElse(setting.defaultText());
            try {
                values.put(setting.name(), setting.parser().apply(text));
            } catch (IllegalArgumentException e) {
                String shown = setting.secret() ? "(redacted)" : "\"" + text + "\"";
                problems.add(setting.name() + " " + e.getMessage() + ": " + shown);
            }
        }
        problems.addAll(unknownNames(settings, environment));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Config(settings, values, environment);
    }

    /// The value of a setting that was read.
    @SuppressWarnings("unchecked") // put there by the same setting's parser
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException("not a setting of this process: " + setting.name());
        }
        return (T) value;
    }

    /// Whether somebody has set a variable of that name to anything but blanks; a default is not set.
    public boolean isSet(String name) {
        return environment.get(name).isPresent();
    }

    /// A setting as it may be shown.
    ///
    /// @param value in the form an operator would write it; `(redacted)` for a secret that is set, empty
    /// for one that is not
    /// @param set whether somebody has set it
    public record Shown(Setting<?> setting, String value, boolean set) {}

    /// All settings by name, without secrets.
    public List<Shown> shown() {
        return settings.stream()
                .sorted(Comparator.comparing(Setting::name))
                .map(setting -> {
                    Optional<String> set = environment.get(setting.name());
                    String value = set.orElse(setting.defaultText());
                    boolean hidden = setting.secret() && !value.isEmpty();
                    return new Shown(setting, hidden ? "(redacted)" : value, set.isPresent());
                })
                .toList();
    }

    /// The table that `--print-config` shows: name, value (secrets redacted), where it came from, what it
    /// is for.
    public String table() {
        var rows = new StringBuilder();
        for (Shown shown : shown()) {
            Setting<?> setting = shown.setting();
            String value = setting.secret() && shown.value().isEmpty() ? "(not set)" : shown.value();
            rows.append(String.format(
                    "%-34s %-40s %-8s %s%n",
                    setting.name(), value, shown.set() ? "set" : "default", setting.description()));
        }
        return rows.toString();
    }

    private static List<String> unknownNames(List<Setting<?>> settings, Environment environment) {
        Set<String> known = new TreeSet<>(settings.stream().map(Setting::name).toList());
        return environment.ourNames().stream()
                .filter(name -> !known.contains(name))
                .map(name -> name + " is not a setting"
                        + nearest(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= NEAREST_DISTANCE);
    }

    /// Levenshtein's distance, by rows.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
