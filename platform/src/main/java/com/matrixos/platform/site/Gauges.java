package com.matrixos.platform.site;

import com.matrixos.platform.containers.History;
import com.matrixos.platform.fleet.EngineView;
import com.matrixos.platform.fleet.HomeSizes;
import com.matrixos.platform.fleet.Measurements;
import com.matrixos.platform.fleet.Wakes;

/// Everything that computers are measured by.
record Gauges(
        History history,
        Measurements measurements,
        HomeSizes sizes,
        EngineView engine,
        Wakes wakes,
        ProxyUsage usage) {}
