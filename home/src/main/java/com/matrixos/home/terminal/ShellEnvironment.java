package com.matrixos.home.terminal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The environment of a shell: named one by one, so that nothing meant for this process alone leaks into it.
public final class ShellEnvironment {
    /// Passed on where they are set.
    private static final List<String> PASSED = List.of("MATRIX_HANDLE", "ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN");

    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

    private ShellEnvironment() {}

    /// What a shell in this home gets to see of the process's environment.
    public static Map<String, String> of(Map<String, String> process, Path home) {
        var environment = new HashMap<String, String>();
        for (String name : PASSED) {
            String value = process.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        String user = System.getProperty("user.name", "matrixos");
        environment.put("HOME", home.toString());
        environment.put("USER", user);
        environment.put("LOGNAME", user);
        environment.put("SHELL", "/bin/bash");
        environment.put("TERM", "xterm-256color");
        environment.put("COLORTERM", "truecolor");
        environment.put("LANG", "C.UTF-8");
        environment.put("PATH", process.getOrDefault("PATH", USUAL_PATH));
        return environment;
    }
}
