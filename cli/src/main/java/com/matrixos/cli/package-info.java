/// The commands of the launcher `./matrixos` that need more than a few lines of shell: reading settings,
/// asking the platform and the proxy, waiting until processes answer.
@NullMarked
package com.matrixos.cli;

import org.jspecify.annotations.NullMarked;
