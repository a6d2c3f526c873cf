/// The two pools of loopback ports.
@NullMarked
package com.matrixos.platform.ports;

import org.jspecify.annotations.NullMarked;
