package com.matrixos.platform.containers;

import java.time.Instant;

/// What new containers are made from now.
///
/// @param name how the operator calls it
/// @param id what it is; another build of the same name has another
/// @param created when it was built
public record Image(String name, String id, Instant created) {}
