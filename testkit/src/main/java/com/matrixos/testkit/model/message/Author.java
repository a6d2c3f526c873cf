package com.matrixos.testkit.model.message;

import com.matrixos.testkit.model.script.Step;
import java.util.List;

/// Decides what is answered.
public sealed interface Author permits ScriptedAuthor, DemoAuthor {
    /// What is to be done about an occasion.
    ///
    /// @throws RefusedException when its script cannot be understood
    Step step(Occasion occasion);

    /// What is said, in order, before any limit is applied.
    List<Block> write(Ask ask, Step step);
}
