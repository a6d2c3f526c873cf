package com.matrixos.platform.engine;

import com.matrixos.platform.containers.Handle;
import java.util.Map;

/// The labels by which containers are known. A name can be anybody's; a label with our installation's id is
/// ours.
final class Labels {
    static final String INSTALLATION = "com.matrixos.installation";
    static final String HANDLE = "com.matrixos.handle";
    static final String USER = "com.matrixos.user";
    static final String NETWORK = "com.matrixos.network";

    private Labels() {}

    static Map<String, String> of(String installation, Handle handle, String userId) {
        return Map.of(INSTALLATION, installation, HANDLE, handle.text(), USER, userId);
    }

    /// The name of a handle's container.
    static String name(Handle handle) {
        return "matrixos-" + handle;
    }
}
