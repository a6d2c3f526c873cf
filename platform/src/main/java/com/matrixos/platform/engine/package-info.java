/// The Docker adapter of [com.matrixos.platform.containers.ContainerEngine]; the only package that knows
/// docker-java.
@NullMarked
package com.matrixos.platform.engine;

import org.jspecify.annotations.NullMarked;
