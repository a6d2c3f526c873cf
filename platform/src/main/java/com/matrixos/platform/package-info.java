/// The control plane's process: :9000. [com.matrixos.platform.Platform] puts it together; the packages
/// below hold one concern each.
@NullMarked
package com.matrixos.platform;

import org.jspecify.annotations.NullMarked;
