package com.matrixos.platform.integrations.inngest;

import com.matrixos.platform.jobs.Recipe;

/// A function as Inngest knows it.
///
/// @param recipe what it consists of. Its payload is the data of the event
/// @param event the name of the event that calls for it
/// @param retries how often Inngest tries a step again
public record InngestFunction(Recipe recipe, String event, int retries) {
    /// The id of our app.
    static final String APP = "matrix-os";

    /// The id of the function among those of all apps.
    String id() {
        return APP + "-" + recipe.name();
    }
}
