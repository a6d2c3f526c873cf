package com.matrixos.proxy.metering;

import com.matrixos.proxy.traffic.Pass;
import com.matrixos.relay.Tap;
import com.matrixos.relay.TapAround;

/// Gives a call's place back when its exchange is over; everything else is another tap's.
final class PacedTap extends TapAround {
    private final Pass pass;

    PacedTap(Tap tap, Pass pass) {
        super(tap);
        this.pass = pass;
    }

    @Override
    public void ended(End end, boolean sent) {
        pass.close();
        super.ended(end, sent);
    }
}
