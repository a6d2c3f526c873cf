package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Tokens;
import java.time.Duration;

/// Told what happens to calls, for numbers about them. Called on event loops, so nothing here may block.
public interface Meters {
    /// A call was let through and has ended.
    ///
    /// @param user who pays
    /// @param model that answered
    /// @param status HTTP status, 0 when there was no answer
    /// @param end `complete`, `client_gone`, `upstream_cut`, `upstream_error`, `budget_cut` or `stopped`
    void ended(String user, String model, int status, String end);

    /// A call was booked.
    ///
    /// @param costPico in pico-USD
    /// @param basis `exact` or `estimated`
    void booked(String user, String model, Tokens tokens, long costPico, String basis);

    /// A call was refused for want of money.
    ///
    /// @param window `day`, `month` or `disabled`
    void refused(String user, String window);

    /// A call bears a model that the price book does not have.
    void unknownPrice(String model);

    /// How long a call was kept waiting by us before its request was complete at the upstream.
    void overhead(Duration time);

    /// How long the upstream took for its first byte.
    void firstByte(Duration time);

    /// How long we took over one piece of a streamed answer.
    void pieceDelay(Duration time);

    /// A stream began (+1) or ended (-1).
    void streams(int change);
}
