package com.matrixos.home.terminal;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.PtyHelpers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// Starts `bash -l` in the home, through pty4j.
final class ShellLauncher implements Pty.Launcher {
    private final Path home;
    private final Map<String, String> environment;

    /// @param environment all that the shell gets to see
    ShellLauncher(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Pty launch(Size size) throws IOException {
        return new Pty4j(new PtyProcessBuilder(new String[] {"/bin/bash", "-l"})
                .setDirectory(home.toString())
                .setEnvironment(environment)
                .setRedirectErrorStream(true)
                .setInitialColumns(size.cols())
                .setInitialRows(size.rows())
                // Without it the last lines of a program that ends at once may be lost with its side of the terminal.
                .setUnixOpenTtyToPreserveOutputAfterTermination(true)
                .start());
    }

    private static final class Pty4j implements Pty {
        private final PtyProcess process;
        private final InputStream output;
        private final OutputStream input;

        Pty4j(PtyProcess process) {
            this.process = process;
            this.output = process.getInputStream();
            this.input = process.getOutputStream();
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return output.read(buffer);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            input.write(bytes);
            input.flush();
        }

        @Override
        public void resize(Size size) {
            process.setWinSize(new WinSize(size.cols(), size.rows()));
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public void hangUp() {
            signalGroup(PtyHelpers.SIGHUP);
        }

        /// A shell that is killed passes nothing on, so its jobs are hung up here.
        @Override
        public void kill() {
            if (process.isAlive()) {
                ProcessHandle.allProcesses()
                        .mapToLong(ProcessHandle::pid)
                        .filter(this::isOurs)
                        .forEach(pid -> PtyHelpers.signal(Math.toIntExact(pid), PtyHelpers.SIGHUP));
            }
            signalGroup(PtyHelpers.SIGKILL);
        }

        private boolean isOurs(long pid) {
            return ProcStat.of(pid).filter(stat -> stat.session() == pid()).isPresent();
        }

        @Override
        public void close() {
            // Not `destroy`, which signals a process number that may be somebody else's by now.
            try (output) {
                input.close();
            } catch (IOException e) {
                throw new UncheckedIOException("close the terminal", e);
            }
        }

        /// Only while the process has not been reaped: after that its number may be somebody else's.
        private void signalGroup(int signal) {
            if (process.isAlive()) {
                PtyHelpers.signal(Math.toIntExact(-process.pid()), signal);
            }
        }
    }
}
