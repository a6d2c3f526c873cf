/// `/api/inngest`: the functions that Inngest runs here step by step, by the protocol of its SDKs. Sources: Inngest's
/// "Open Source SDK Spec" (docs/SDK_SPEC.md of its server), and where that leaves something open or is older, what the
/// npm package `inngest` does.
@NullMarked
package com.matrixos.platform.integrations.inngest;

import org.jspecify.annotations.NullMarked;
