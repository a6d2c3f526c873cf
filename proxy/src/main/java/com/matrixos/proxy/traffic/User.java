package com.matrixos.proxy.traffic;

/// What one user has used. Belongs to who holds the lock of [Traffic].
final class User {
    final Window requests = new Window();
    final Window inputTokens = new Window();
    final Window outputTokens = new Window();

    /// Calls that are under way.
    int open;

    /// In which bucket [ActiveUsers] has counted it, while no call is open.
    long counted = Window.NONE;
}
