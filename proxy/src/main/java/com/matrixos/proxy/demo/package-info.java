/// A stand-in for the model while no key is set: it says what it is and never calls out.
@NullMarked
package com.matrixos.proxy.demo;

import org.jspecify.annotations.NullMarked;
