package com.matrixos.testkit.model;

import com.matrixos.base.time.Scheduler;
import com.matrixos.base.time.SystemScheduler;
import com.matrixos.testkit.model.message.Author;
import com.matrixos.testkit.model.message.Composer;
import com.matrixos.testkit.model.message.DemoAuthor;
import com.matrixos.testkit.model.message.Pauses;
import com.matrixos.testkit.model.message.PromptCache;
import com.matrixos.testkit.model.message.ScriptedAuthor;
import com.matrixos.testkit.model.wire.WireServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A running scripted model: Anthropic's API over real HTTP, without Anthropic. Safe for use from any thread.
public final class ScriptedModel implements AutoCloseable {
    private final WireServer server;
    private final URI url;
    private final Calls calls;
    private final Runnable atClose;

    private ScriptedModel(WireServer server, URI url, Calls calls, Runnable atClose) {
        this.server = server;
        this.url = url;
        this.calls = calls;
        this.atClose = atClose;
    }

    /// On any free port of loopback, by the machine's clock.
    public static ScriptedModel start() {
        return start(ModelOptions.anyPort());
    }

    /// By the machine's clock.
    public static ScriptedModel start(ModelOptions options) {
        var scheduler = new SystemScheduler();
        return start(options, scheduler, scheduler::close);
    }

    /// By this clock: pauses last until the scheduler says that they are over.
    ///
    /// @throws java.io.UncheckedIOException when the address is taken
    public static ScriptedModel start(ModelOptions options, Scheduler scheduler) {
        return start(options, scheduler, () -> {});
    }

    private static ScriptedModel start(ModelOptions options, Scheduler scheduler, Runnable atClose) {
        Author author = options.demo() ? new DemoAuthor() : new ScriptedAuthor();
        var composer = new Composer(author, new PromptCache(scheduler));
        var calls = new Calls();
        // What is known only when it listens: addresses of results are absolute.
        var own = new AtomicReference<>("");
        var large = new LargeBodies();
        var api = new Api(options, scheduler, calls);
        api.add(new MessagesEndpoint(composer, new Pauses(scheduler), calls, large));
        api.add(new ModelsEndpoint(options.demo()));
        if (!options.demo()) {
            api.add(new FilesEndpoint(scheduler, large));
            api.add(new BatchesEndpoint(composer, scheduler, own::get, large));
            api.add(calls);
        }
        WireServer server = WireServer.start(options.address(), api);
        URI url = URI.create("http://" + options.bind() + ":" + server.port());
        own.set(url.toString());
        return new ScriptedModel(server, url, calls, atClose);
    }

    /// Where it listens, without a slash at the end.
    public URI url() {
        return url;
    }

    /// The calls of the Messages API that have ended, the last ten thousand of them, in the order of their
    /// ends.
    public List<Call> calls() {
        return calls.all();
    }

    @Override
    public void close() {
        server.close();
        atClose.run();
    }
}
