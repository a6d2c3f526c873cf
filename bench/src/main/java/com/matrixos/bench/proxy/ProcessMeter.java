package com.matrixos.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads from `/proc` what a process and its children take. The kernel keeps the peak of the memory, so
/// nothing is sampled while something is measured.
final class ProcessMeter {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final String RESET_PEAK = "5";
    private static final List<ProcessHandle> OURSELVES = List.of(ProcessHandle.current());

    private final List<ProcessHandle> processes;
    private final Duration cpuBefore;
    private final Duration ownCpuBefore;
    private final long begun;
    private final long[] machineBefore;

    private ProcessMeter(List<ProcessHandle> processes) {
        this.processes = processes;
        this.cpuBefore = cpu(processes);
        this.ownCpuBefore = cpu(OURSELVES);
        this.begun = System.nanoTime();
        this.machineBefore = machine();
    }

    /// Begins to count. A process that has ended already is left out.
    static ProcessMeter begin(Target target) {
        List<ProcessHandle> processes = target.isProcess()
                ? ProcessHandle.of(target.pid()).stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .filter(ProcessMeter::resetPeak)
                        .toList()
                : List.of();
        return new ProcessMeter(processes);
    }

    /// What was taken since the begin. A process that has ended counts nothing.
    Cost end() {
        long[] machine = machine();
        long busy = 100 * (machine[0] - machineBefore[0]) / Math.max(1, machine[1] - machineBefore[1]);
        Duration cpu = cpu(processes).minus(cpuBefore);
        long used = cpu.plus(cpu(OURSELVES)).minus(ownCpuBefore).toNanos();
        long share = 100 * used / Runtime.getRuntime().availableProcessors() / (System.nanoTime() - begun);
        return new Cost(cpu, mebibytes("status", PEAK), mebibytes("smaps_rollup", PSS), share, busy);
    }

    private static Duration cpu(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private long mebibytes(String file, Pattern line) {
        return processes.stream()
                        .map(process -> line.matcher(read(file(process, file))))
                        .filter(Matcher::find)
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum()
                / 1024;
    }

    /// Ticks in which the machine's cores ran something, and all ticks.
    private static long[] machine() {
        String[] ticks =
                read(PROC.resolve("stat")).lines().findFirst().orElseThrow().split(" +", -1);
        long all = 0;
        // user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user time.
        for (int i = 1; i <= 8; i++) {
            all += Long.parseLong(ticks[i]);
        }
        return new long[] {all - Long.parseLong(ticks[4]) - Long.parseLong(ticks[5]), all};
    }

    private static Path file(ProcessHandle process, String name) {
        return PROC.resolve(Long.toString(process.pid())).resolve(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }

    /// Whether there is still such a process.
    private static boolean resetPeak(ProcessHandle process) {
        try {
            Files.writeString(file(process, "clear_refs"), RESET_PEAK);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
