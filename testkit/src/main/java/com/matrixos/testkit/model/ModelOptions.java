package com.matrixos.testkit.model;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How the scripted model is started.
///
/// @param bind the address to listen on
/// @param port the TCP port; 0 for any free one
/// @param demo whether it obeys no script and says that it is a demo
/// @param key the only API key it accepts; any, or none, where this is empty
public record ModelOptions(String bind, int port, boolean demo, Optional<String> key) {
    /// Where it listens unless told otherwise; the default of `PROXY_DEMO_URL`.
    public static final int USUAL_PORT = 8089;

    private static final int MAX_PORT = 65_535;

    /// On any free port of loopback, obeying scripts, for any key.
    public static ModelOptions anyPort() {
        return new ModelOptions("127.0.0.1", 0, false, Optional.empty());
    }

    /// The same, as a demo.
    public ModelOptions asDemo() {
        return new ModelOptions(bind, port, true, key);
    }

    /// The same, for one key only.
    public ModelOptions withKey(String only) {
        return new ModelOptions(bind, port, demo, Optional.of(only));
    }

    /// The options of a command line.
    ///
    /// @throws IllegalArgumentException naming what cannot be understood
    static ModelOptions parse(List<String> arguments) {
        var options = new ModelOptions("127.0.0.1", USUAL_PORT, false, Optional.empty());
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (name.equals("--demo")) {
                options = options.asDemo();
            } else if (rest.hasNext()) {
                options = options.with(name, rest.next());
            } else {
                throw new IllegalArgumentException(name + " is no option, or lacks its value");
            }
        }
        return options;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(bind, port);
    }

    private ModelOptions with(String name, String value) {
        return switch (name) {
            case "--port" -> new ModelOptions(bind, port(value), demo, key);
            case "--bind" -> new ModelOptions(value, port, demo, key);
            case "--url" -> at(URI.create(value));
            case "--key" -> withKey(value);
            default -> throw new IllegalArgumentException(name + " is no option");
        };
    }

    private ModelOptions at(URI url) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("--url must be an http address: " + url);
        }
        return new ModelOptions(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), demo, key);
    }

    private static int port(String text) {
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port must be a whole number: " + text, e);
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("--port must be between 0 and " + MAX_PORT + ": " + port);
        }
        return port;
    }
}
