package com.matrixos.base.config;

import java.util.List;

/// The settings cannot be used. Carries every problem, not only the first.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(problems.size() + " wrong setting(s):\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /// One line for each problem, each naming its variable.
    public List<String> problems() {
        return problems;
    }
}
