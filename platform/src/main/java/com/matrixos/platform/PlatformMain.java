package com.matrixos.platform;

import com.matrixos.api.settings.Settings;
import com.matrixos.base.lifecycle.ServerMain;

/// Starts the platform: `java … com.matrixos.platform.PlatformMain [--print-config]`.
public final class PlatformMain {
    private PlatformMain() {}

    public static void main(String[] args) throws InterruptedException {
        ServerMain.run(args, Settings.ALL, Platform::start);
    }
}
