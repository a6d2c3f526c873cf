package com.matrixos.proxy.prices;

/// Something wrong with a price list.
///
/// @param path where, `models[3].usdPerMTok.input` for example; empty for the whole
/// @param message what, in a lower-case fragment
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
