package com.matrixos.bench.proxy;

import java.util.List;

/// Finds the load that the machine holds.
final class Ladder {
    /// With more of all cores in use for it, in percent, the machine itself is what would be measured.
    private static final long MOST_SHARE = 90;

    /// A short run at one load.
    interface Trial {
        Sample at(Target target, int load) throws InterruptedException;
    }

    private Ladder() {}

    /// The first load that the upstream alone and our proxy hold, with something of the machine left over;
    /// the last one if there is none.
    ///
    /// @param loads the goal first, then ever less
    /// @param targets the upstream first, then our proxy
    static int highest(List<Integer> loads, List<Target> targets, Trial trial) throws InterruptedException {
        for (int load : loads) {
            Sample direct = trial.at(targets.get(0), load);
            Sample ours = trial.at(targets.get(1), load);
            Progress.say("looking for a load that holds: " + load + ", direct", direct);
            Progress.say("looking for a load that holds: " + load + ", through us", ours);
            if (holds(direct) && holds(ours)) {
                return load;
            }
        }
        return loads.getLast();
    }

    private static boolean holds(Sample sample) {
        return sample.held() && sample.cost().share() <= MOST_SHARE;
    }
}
