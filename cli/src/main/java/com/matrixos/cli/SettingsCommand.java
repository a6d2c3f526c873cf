package com.matrixos.cli;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.ids.Tokens;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Checks all settings; prints them as a table for people, or the few that the launcher needs for `eval`.
@Command(name = "settings", description = "Check all settings and print them, secrets redacted.")
final class SettingsCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--shell", description = "print what the launcher needs as shell assignments")
    private boolean shell;

    SettingsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Config config = context.config();
        context.out().print(shell ? assignments(config) : config.table());
        context.out().flush();
        return 0;
    }

    /// No secret is among them: whether there is a key is all the launcher has to know.
    private static String assignments(Config config) {
        return assignment("cfg_image", config.get(PlatformSettings.IMAGE))
                + assignment("cfg_docker_host", config.get(PlatformSettings.DOCKER_HOST))
                + assignment("cfg_run_dir", config.get(PlatformSettings.RUN_DIR).toString())
                + assignment("cfg_log_dir", config.get(PlatformSettings.LOG_DIR).toString())
                + assignment("cfg_demo_model", Boolean.toString(Demo.isWanted(config)))
                + assignment("cfg_demo_here", Boolean.toString(Demo.isHere(config)))
                + assignment("cfg_demo_url", config.get(ProxySettings.DEMO_URL).toString())
                + assignment("cfg_digest", digest(config));
    }

    /// Changes when any setting does, so that the launcher notices what a running process was not started with.
    private static String digest(Config config) {
        return Tokens.sha256(Settings.ALL.stream()
                .map(setting -> setting.name() + "=" + config.get(setting))
                .collect(Collectors.joining("\n")));
    }

    private static String assignment(String name, String value) {
        return name + "='" + value.replace("'", "'\\''") + "'\n";
    }
}
