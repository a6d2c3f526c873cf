package com.matrixos.cli;

import com.matrixos.api.usage.PriceCheck;
import com.matrixos.api.usage.PriceList;
import com.matrixos.api.usage.PriceRates;
import com.matrixos.api.usage.PriceReload;
import com.matrixos.api.usage.PriceRow;
import com.matrixos.cli.Table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The prices by which usage is charged: shows them, checks a file of new ones, and puts those in force.
@Command(
        name = "prices",
        description = "Show the prices of the models in USD for a million tokens.",
        mixinStandardHelpOptions = true)
final class PricesCommand implements Callable<Integer> {
    /// The proxy reads no more.
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    private static final int MAX_SIGNATURE_BYTES = 200;

    private final Context context;

    PricesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PriceList prices = proxy().prices();
        PrintWriter out = context.out();
        table(prices).print(out);
        out.println("USD for a million tokens, from " + Printable.of(prices.source()) + ", read " + prices.loadedAt());
        out.flush();
        return 0;
    }

    @Command(
            name = "check",
            description = "Say what is wrong with a price file; changes nothing.",
            mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "FILE", description = "of 1 MiB at the most") Path file) {
        PriceCheck check = proxy().checkPrices(read(file), signature(file));
        if (!check.ok()) {
            throw new CommandException(file + " cannot be used:\n  " + String.join("\n  ", check.problems()));
        }
        context.out().println(file + " can be used.");
        context.out().flush();
        return 0;
    }

    @Command(
            name = "reload",
            description = "Make the proxy read its price file again.",
            mixinStandardHelpOptions = true)
    int reload() {
        PriceReload reload = proxy().reloadPrices();
        context.out()
                .printf(
                        "%d prices are in force; %d calls of models without a price have got one.%n",
                        reload.models(), reload.repriced());
        context.out().flush();
        return 0;
    }

    private ProxyClient proxy() {
        return Context.proxyClient(context.config());
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new CommandException(file + " is larger than 1 MiB, which is more than a price file may have.");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandException("Cannot read the file " + file + ". Check its name and permissions.");
        }
    }

    /// Signatures are short; what is longer is none, and the proxy says so.
    private static Optional<String> signature(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".sig");
        if (!Files.exists(beside)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(beside)) {
            return Optional.of(new String(in.readNBytes(MAX_SIGNATURE_BYTES), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            throw new CommandException("Cannot read the file " + beside + ". Check its permissions.");
        }
    }

    private static Table table(PriceList prices) {
        var table = new Table(
                Column.text("MODEL"),
                Column.text("FROM"),
                Column.text("TO"),
                Column.text("STATUS"),
                Column.numbers("INPUT"),
                Column.numbers("WRITE 5M"),
                Column.numbers("WRITE 1H"),
                Column.numbers("CACHE READ"),
                Column.numbers("OUTPUT"));
        for (PriceRow row : prices.models()) {
            PriceRates rates = row.usdPerMTok();
            table.row(
                    row.model(),
                    Objects.requireNonNullElse(row.from(), "-"),
                    Objects.requireNonNullElse(row.to(), "-"),
                    row.status(),
                    Dollars.exact(rates.input()),
                    Dollars.exact(rates.cacheWrite5m()),
                    Dollars.exact(rates.cacheWrite1h()),
                    Dollars.exact(rates.cacheRead()),
                    Dollars.exact(rates.output()));
        }
        return table;
    }
}
