package com.matrixos.proxy;

import com.matrixos.api.settings.Settings;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.lifecycle.ServerMain;
import com.matrixos.base.time.SystemScheduler;

/// The proxy as a process of its own.
public final class ProxyMain {
    private ProxyMain() {}

    /// Runs until SIGTERM or SIGINT; see [ServerMain] for options and exit statuses.
    public static void main(String[] args) throws InterruptedException {
        EarlyCollection.start();
        ServerMain.run(args, Settings.ALL, config -> {
            var lifecycle = new Lifecycle();
            try {
                var scheduler = lifecycle.add(new SystemScheduler());
                lifecycle.add(Proxy.start(config, scheduler));
                return lifecycle;
            } catch (RuntimeException e) {
                lifecycle.close();
                throw e;
            }
        });
    }
}
