package com.matrixos.proxy.live;

/// How a call stands at some moment.
///
/// @param id ours
/// @param user who pays
/// @param model that answers, or that was asked for while that is not known
/// @param state `running` or `ended`
/// @param inputTokens the whole prompt as far as the upstream has told it
/// @param outputTokens so far; an estimate while it runs
/// @param costPico in pico-USD so far; an estimate while it runs
public record LiveCall(
        String id, String user, String model, String state, long inputTokens, long outputTokens, long costPico) {}
