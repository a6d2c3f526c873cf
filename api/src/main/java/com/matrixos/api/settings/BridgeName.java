package com.matrixos.api.settings;

import com.matrixos.base.ids.Tokens;

/// The name of the host's network interface behind the containers' Docker network. The platform gives it when it
/// makes the
/// network, and the proxy finds the network's gateway by it, so the proxy needs no access to Docker.
public final class BridgeName {
    /// `IFNAMSIZ` of Linux leaves 15 characters.
    private static final int DIGITS = 8;

    private BridgeName() {}

    /// `matrixos0` for the usual network; another network gets a name that follows from its own.
    public static String of(String network) {
        return network.equals(PlatformSettings.NETWORK.defaultText())
                ? "matrixos0"
                : "mx" + Tokens.sha256(network).substring(0, DIGITS);
    }
}
