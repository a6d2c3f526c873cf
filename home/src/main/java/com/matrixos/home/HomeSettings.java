package com.matrixos.home;

import static com.matrixos.base.config.Setting.path;
import static com.matrixos.base.config.Setting.port;
import static com.matrixos.base.config.Setting.text;

import com.matrixos.base.config.Setting;
import java.nio.file.Path;
import java.util.List;

/// The settings of a user's computer. Their names are fixed by what the platform puts into a container.
public final class HomeSettings {
    private HomeSettings() {}

    public static final Setting<Integer> PORT = port("PORT", 4000, "port of the gateway");
    public static final Setting<Integer> SHELL_PORT = port("SHELL_PORT", 3000, "port of the shell");
    public static final Setting<String> BIND = text(
            "MATRIX_BIND", "0.0.0.0", "address both ports are opened on; a container's own network decides who may");
    public static final Setting<String> HANDLE = text("MATRIX_HANDLE", "matrix", "whose computer this is");
    public static final Setting<Path> HOME = path("MATRIX_HOME", "/home/matrixos/home", "the user's files");
    public static final Setting<Path> WEB =
            path("MATRIX_WEB", "/opt/matrixos/web/desktop", "folder of the built desktop");
    public static final Setting<Path> TEMPLATE =
            path("MATRIX_TEMPLATE", "/opt/matrixos/template", "what an empty home is filled with");

    /// All of them.
    public static final List<Setting<?>> ALL = List.of(PORT, SHELL_PORT, BIND, HANDLE, HOME, WEB, TEMPLATE);
}
