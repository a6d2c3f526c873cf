/// A scripted Anthropic upstream as a program of its own: the demo model of a host without a key, and the
/// opponent of the proxy's tests. It decides by the request alone what to do;
/// docs/reference/scripted-model.md says how.
@NullMarked
package com.matrixos.testkit.model;

import org.jspecify.annotations.NullMarked;
