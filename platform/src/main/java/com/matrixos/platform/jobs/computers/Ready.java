package com.matrixos.platform.jobs.computers;

/// A computer that was seen to work.
///
/// @param handle whose name it bears
/// @param status `running`
/// @param answering whether it answered when it was asked
public record Ready(String handle, String status, boolean answering) {}
