/// Programs that work for an account: the tokens that it made for them, and how a program without a browser
/// gets one.
@NullMarked
package com.matrixos.platform.programs;

import org.jspecify.annotations.NullMarked;
