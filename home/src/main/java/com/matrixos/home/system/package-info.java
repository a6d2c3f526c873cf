/// What the computer says about itself.
@NullMarked
package com.matrixos.home.system;

import org.jspecify.annotations.NullMarked;
