/// What a request can tell the scripted model to do: directives, and their parser. Pure; see
/// docs/reference/scripted-model.md for an example of each.
@NullMarked
package com.matrixos.testkit.model.script;

import org.jspecify.annotations.NullMarked;
