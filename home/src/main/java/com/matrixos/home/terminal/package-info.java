/// Shells on real pseudo terminals that outlive the WebSockets watching them.
@NullMarked
package com.matrixos.home.terminal;

import org.jspecify.annotations.NullMarked;
