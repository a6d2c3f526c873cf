/// Typed settings from the environment and `.env`: every problem is found at once, before anything starts.
@NullMarked
package com.matrixos.base.config;

import org.jspecify.annotations.NullMarked;
