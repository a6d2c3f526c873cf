package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.testkit.model.message.Ending;

/// One call of the Messages API, as it truly was; what a proxy makes of it can be held against this.
///
/// @param number from 1, in the order of their ends
/// @param requestId as it was answered in the header `request-id`
/// @param status the HTTP status; 0 where no answer was begun
/// @param model in whose name it was answered
/// @param stream whether it was answered with events
/// @param usage what a complete answer reports in the end; empty where none was begun
/// @param produced the tokens that were written until the end, whatever was reported and shown
/// @param ending how it ended
public record Call(
        long number,
        String requestId,
        int status,
        String model,
        boolean stream,
        ObjectNode usage,
        long produced,
        Ending ending) {}
