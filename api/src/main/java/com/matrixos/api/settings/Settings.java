package com.matrixos.api.settings;

import com.matrixos.base.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/// All settings of all processes.
public final class Settings {
    private Settings() {}

    /// The one table.
    public static final List<Setting<?>> ALL = Stream.of(
                    PlatformSettings.ALL, IntegrationSettings.ALL, ProxySettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
}
