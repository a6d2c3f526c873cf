/// A scripted Anthropic upstream: real HTTP, recorded requests, answers byte by byte as a test wants them.
@NullMarked
package com.matrixos.testkit.anthropic;

import org.jspecify.annotations.NullMarked;
