package com.matrixos.platform.containers;

import com.matrixos.platform.containers.EngineException.Kind;
import com.matrixos.platform.containers.Sighting.Condition;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An engine in memory that does what Docker does as far as [EngineContract] can tell, down to real servers
/// on the ports, and that falls ill on demand: it goes away, loses its image, or fails at any call a test
/// names.
final class FlakyEngine implements ContainerEngine, AutoCloseable {
    /// One container.
    private static final class Box {
        private final String id;
        private final ContainerSpec spec;
        private final boolean ours;
        private Condition condition = Condition.STOPPED;
        private int exitCode;
        private int cpuPercent;
        private @Nullable CountDownLatch frozen;
        private @Nullable String address;
        private final String image;
        private final List<String> lines = new ArrayList<>();
        private long memoryBytes = 20 << 20;
        private long cpuNanos;
        private final List<HttpServer> servers = new ArrayList<>();

        Box(String id, ContainerSpec spec, boolean ours, String image) {
            this.image = image;
            this.id = id;
            this.spec = spec;
            this.ours = ours;
        }
    }

    private static final String NETWORK = "172.30.0.";

    private final Map<Handle, Box> boxes = new LinkedHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Set<Integer> portsHeld = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> beforeCall = _ -> {};
    private volatile boolean away;
    private volatile boolean imageMissing;
    private volatile Image image = new Image("matrix-os:latest", "sha256:1", Instant.parse("2026-02-01T00:00:00Z"));
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger measures = new AtomicInteger();
    private final AtomicInteger followers = new AtomicInteger();

    /// From now on every call fails, and the event streams end.
    void goAway() {
        away = true;
        synchronized (this) {
            notifyAll();
        }
    }

    void comeBack() {
        away = false;
    }

    void loseImage() {
        imageMissing = true;
    }

    /// Somebody builds the image again.
    void build(String id, Instant created) {
        image = new Image("matrix-os:latest", id, created);
        imageMissing = false;
    }

    /// From now on it uses so much, and has used so much CPU.
    synchronized void use(Handle handle, long memoryBytes, long cpuNanos) {
        Box box = boxes.get(handle);
        box.memoryBytes = memoryBytes;
        box.cpuNanos = cpuNanos;
    }

    /// It writes a line.
    synchronized void write(Handle handle, String line) {
        boxes.get(handle).lines.add(line);
        notifyAll();
    }

    /// The kernel kills one of its processes for want of memory.
    synchronized void runOutOfMemory(Handle handle) {
        tell(handle, Happening.OUT_OF_MEMORY);
    }

    /// How many follow a log now.
    int followers() {
        return followers.get();
    }

    /// As if a container that nobody here knows of held the port.
    void holdPort(int port) {
        portsHeld.add(port);
    }

    /// Runs this before every call, with the call's name; it may throw or wait.
    void before(Consumer<String> action) {
        beforeCall = action;
    }

    /// What a person with the `docker` command does.
    synchronized void pauseByHand(Handle handle) {
        Box box = boxes.get(handle);
        box.frozen = new CountDownLatch(1);
        box.condition = Condition.PAUSED;
    }

    synchronized void removeByHand(Handle handle) {
        end(boxes.remove(handle), 137);
        tell(handle, Happening.REMOVED);
    }

    synchronized void killByHand(Handle handle) {
        end(boxes.get(handle), 137);
    }

    synchronized void startByHand(Handle handle) {
        launch(boxes.get(handle));
    }

    synchronized void makeForeign(Handle handle, ContainerSpec spec) {
        boxes.put(handle, new Box("foreign-" + handle, spec, false, "sha256:foreign"));
    }

    synchronized Optional<String> address(Handle handle) {
        return Optional.ofNullable(boxes.get(handle).address);
    }

    synchronized int cpuPercent(Handle handle) {
        return boxes.get(handle).cpuPercent;
    }

    synchronized int count() {
        return boxes.size();
    }

    synchronized ContainerSpec spec(Handle handle) {
        return boxes.get(handle).spec;
    }

    @Override
    public String ensureNetwork() {
        call("ensureNetwork");
        return NETWORK + 1;
    }

    @Override
    public String create(ContainerSpec spec) {
        call("create");
        if (imageMissing) {
            throw new EngineException(Kind.IMAGE_MISSING, "matrix-os:latest");
        }
        synchronized (this) {
            if (boxes.containsKey(spec.handle())) {
                throw new EngineException(Kind.NAME_TAKEN, "matrixos-" + spec.handle());
            }
            var box = new Box("id-" + made.incrementAndGet(), spec, true, image.id());
            boxes.put(spec.handle(), box);
            return box.id;
        }
    }

    @Override
    public void start(String id) {
        call("start");
        synchronized (this) {
            Box box = find(id).orElseThrow(() -> new EngineException(Kind.GONE, id));
            if (box.condition == Condition.PAUSED) {
                thaw(box);
            } else if (box.condition == Condition.STOPPED) {
                launch(box);
            }
        }
    }

    @Override
    public void stop(String id, Duration grace) {
        call("stop");
        synchronized (this) {
            find(id).filter(box -> box.condition != Condition.STOPPED).ifPresent(box -> {
                thaw(box);
                note(box, "ends", "end\n");
                end(box, 0);
            });
        }
    }

    @Override
    public void remove(String id) {
        call("remove");
        synchronized (this) {
            find(id).ifPresent(box -> {
                end(box, 137);
                boxes.remove(box.spec.handle());
                tell(box.spec.handle(), Happening.REMOVED);
            });
        }
    }

    @Override
    public Optional<Sighting> inspect(Handle handle) {
        call("inspect");
        synchronized (this) {
            return Optional.ofNullable(boxes.get(handle)).map(FlakyEngine::sighting);
        }
    }

    @Override
    public List<Sighting> list() {
        call("list");
        synchronized (this) {
            return boxes.values().stream()
                    .filter(box -> box.ours)
                    .map(FlakyEngine::sighting)
                    .toList();
        }
    }

    @Override
    public void limitCpu(String id, int percent) {
        call("limitCpu");
        synchronized (this) {
            find(id).ifPresent(box -> box.cpuPercent = percent);
        }
    }

    @Override
    public void watch(Watcher watcher) {
        call("watch");
        watchers.add(watcher);
        watcher.connected();
        try {
            synchronized (this) {
                while (!away) {
                    wait();
                }
            }
        } catch (InterruptedException _) {
            return;
        } finally {
            watchers.remove(watcher);
        }
        throw new EngineException(Kind.UNAVAILABLE, "the stream ended");
    }

    @Override
    public List<String> logs(String id, int lines) {
        call("logs");
        synchronized (this) {
            return find(id).map(box -> last(box, lines)).orElse(List.of());
        }
    }

    private static List<String> last(Box box, int lines) {
        return List.copyOf(box.lines.subList(Math.max(0, box.lines.size() - lines), box.lines.size()));
    }

    @Override
    public void follow(String id, int lines, Consumer<String> each) {
        call("follow");
        followers.incrementAndGet();
        try {
            int told = Math.max(0, written(id) - lines);
            for (List<String> next = awaitMore(id, told); !next.isEmpty(); next = awaitMore(id, told)) {
                next.forEach(each);
                told += next.size();
            }
        } catch (InterruptedException _) {
            // Nobody listens any more.
        } finally {
            followers.decrementAndGet();
        }
    }

    private synchronized int written(String id) {
        return find(id).map(box -> box.lines.size()).orElse(0);
    }

    /// @return nothing when it has ended
    private synchronized List<String> awaitMore(String id, int told) throws InterruptedException {
        while (true) {
            Optional<Box> box = find(id);
            if (box.isEmpty() || box.get().lines.size() > told) {
                return box.map(one -> List.copyOf(one.lines.subList(told, one.lines.size())))
                        .orElse(List.of());
            }
            if (box.get().condition == Condition.STOPPED) {
                return List.of();
            }
            wait();
        }
    }

    @Override
    public Optional<Measure> measure(String id) {
        call("measure");
        measures.incrementAndGet();
        synchronized (this) {
            return find(id).filter(box -> box.condition != Condition.STOPPED)
                    .map(box -> new Measure(box.memoryBytes, 256 << 20, box.cpuNanos += 1_000_000, 3));
        }
    }

    @Override
    public Image image() {
        call("image");
        if (imageMissing) {
            throw new EngineException(Kind.IMAGE_MISSING, "matrix-os:latest");
        }
        return image;
    }

    @Override
    public synchronized void close() {
        boxes.values().forEach(box -> end(box, 137));
    }

    private void call(String name) {
        beforeCall.accept(name);
        if (away) {
            throw new EngineException(Kind.UNAVAILABLE, "gone fishing");
        }
    }

    private void launch(Box box) {
        requireFree(box.spec.gatewayPort());
        requireFree(box.spec.shellPort());
        // Docker may give out the same again; one that never does finds who relies on that.
        box.address = NETWORK + (1 + starts.incrementAndGet());
        box.condition = Condition.RUNNING;
        note(box, "boots", "boot\n");
        tell(box.spec.handle(), Happening.STARTED);
        if (Files.exists(box.spec.home().resolve("die"))) {
            box.lines.add("told to die");
            end(box, 7);
        } else if (!Files.exists(box.spec.home().resolve("hang"))) {
            serve(box, box.spec.gatewayPort());
            serve(box, box.spec.shellPort());
        }
    }

    private void requireFree(int port) {
        if (portsHeld.contains(port)) {
            throw EngineException.portTaken(port, new IOException("port is already allocated"));
        }
    }

    private void serve(Box box, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.createContext("/health", exchange -> {
                awaitThaw(box);
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            box.servers.add(server);
        } catch (IOException e) {
            end(box, 128);
            throw EngineException.portTaken(port, e);
        }
    }

    private void awaitThaw(Box box) {
        CountDownLatch frozen;
        synchronized (this) {
            frozen = box.frozen;
        }
        if (frozen != null) {
            try {
                frozen.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void thaw(Box box) {
        if (box.frozen != null) {
            box.frozen.countDown();
            box.frozen = null;
        }
        box.condition = Condition.RUNNING;
    }

    private void end(Box box, int exitCode) {
        boolean ran = box.condition != Condition.STOPPED;
        box.servers.forEach(server -> server.stop(0));
        box.servers.clear();
        box.address = null;
        box.condition = Condition.STOPPED;
        box.exitCode = exitCode;
        notifyAll();
        if (ran) {
            tell(box.spec.handle(), Happening.DIED);
        }
    }

    private void tell(Handle handle, Happening what) {
        watchers.forEach(watcher -> watcher.happened(handle, what));
    }

    private Optional<Box> find(String id) {
        return boxes.values().stream().filter(box -> box.id.equals(id)).findFirst();
    }

    private static Sighting sighting(Box box) {
        return new Sighting(
                box.id,
                box.spec.handle(),
                box.ours ? box.spec.userId() : "",
                box.ours,
                box.condition,
                0,
                box.exitCode,
                Optional.ofNullable(box.address),
                box.image);
    }

    private static void note(Box box, String file, String line) {
        Path path = box.spec.home().resolve(file);
        try {
            Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
