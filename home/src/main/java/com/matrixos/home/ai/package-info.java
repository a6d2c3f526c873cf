/// What this computer's owner is told about the model behind it.
@NullMarked
package com.matrixos.home.ai;

import org.jspecify.annotations.NullMarked;
