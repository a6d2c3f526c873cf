/// Decides where each request goes: to Anthropic with the shared key, to the control server, or nowhere.
@NullMarked
package com.matrixos.proxy.front;

import org.jspecify.annotations.NullMarked;
