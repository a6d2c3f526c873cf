package com.matrixos.cli;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.config.Setting;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a command runs: the environment it was given and the folder whose `.env` counts.
///
/// @param environment the process environment
/// @param folder the checkout
/// @param terminal what is typed, and how time passes there
/// @param out for results; commands flush it
/// @param err for what is not a result
record Context(Map<String, String> environment, Path folder, Terminal terminal, PrintWriter out, PrintWriter err) {

    /// The effective settings.
    ///
    /// @throws com.matrixos.base.config.ConfigException naming every wrong one
    Config config() {
        return Config.read(Settings.ALL, Environment.load(environment, folder));
    }

    /// What the process environment says of a name that is no setting; a blank is nothing.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /// Where who is signed in is kept.
    CredentialFile credentials() {
        return CredentialFile.of(this);
    }

    /// Where the platform answers.
    static URI platform(Config config) {
        return local(config, PlatformSettings.PORT);
    }

    /// Where the proxy answers.
    static URI proxy(Config config) {
        return local(config, ProxySettings.PORT);
    }

    /// The platform of this machine as its operator talks to it.
    static Peer.Local operator(Config config) {
        return new Peer.Local("platform", platform(config), config.get(PlatformSettings.SECRET));
    }

    /// The platform as the operator talks to it.
    static PlatformClient client(Config config) {
        return new PlatformClient(platform(config), config.get(PlatformSettings.SECRET));
    }

    /// The proxy as the operator talks to it.
    static ProxyClient proxyClient(Config config) {
        return new ProxyClient(proxy(config), config.get(PlatformSettings.SECRET));
    }

    private static URI local(Config config, Setting<Integer> port) {
        int number = config.get(port);
        if (number == 0) {
            throw new CommandException(
                    port.name() + "=0 means any free port, and then nobody knows where to ask. Set a number.");
        }
        return URI.create("http://127.0.0.1:" + number);
    }
}
