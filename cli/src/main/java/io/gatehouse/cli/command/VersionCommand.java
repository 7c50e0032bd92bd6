package io.gatehouse.cli.command;

import io.gatehouse.model.product.Product;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints versions. The first is the one whose interfaces are offered, because scripts decide by it what they may use. */
@Command(name = "version", description = "Print the version of Kong Gateway this build is compatible with.")
final class VersionCommand implements Runnable {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-a", "--all"},
            description = "Also print the version of Gatehouse itself and of Java.")
    private boolean all;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (!all) {
            out.println(Product.COMPATIBLE_VERSION);
            return;
        }
        out.println("Kong: " + Product.COMPATIBLE_VERSION + " (compatible)");
        out.println("Gatehouse: " + Product.version());
        out.println("Java: " + System.getProperty("java.vm.name") + ' ' + Runtime.version());
    }
}
