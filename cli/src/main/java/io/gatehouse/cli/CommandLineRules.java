package io.gatehouse.cli;

import io.gatehouse.cli.command.CommandException;
import io.gatehouse.cli.command.CommonOptions;
import io.gatehouse.model.settings.SettingsException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How mistakes are answered: which text, on which stream, with which exit code. Scripts depend on it. */
final class CommandLineRules {
    private static final int FAILED = 1;
    private static final String HINT = "  Run with --v (verbose) or --vv (debug) for more details";
    private static final String NO_NUMBER = "unable to convert to number: ";

    private CommandLineRules() {}

    static void applyTo(CommandLine commands) {
        ITypeConverter<Double> number = text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(NO_NUMBER + text);
            }
        };
        commands.registerConverter(Double.class, number).registerConverter(double.class, number);
        commands.setParameterExceptionHandler((mistake, arguments) -> wrongUsage(mistake));
        commands.setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    }

    private static int wrongUsage(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(explain(mistake, command));
        err.println();
        command.usage(err);
        return FAILED;
    }

    private static String explain(ParameterException mistake, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = unmatched.getUnmatched().get(0);
            if (argument.startsWith("-") || spec.subcommands().isEmpty()) {
                return "gatehouse: unrecognized parameter: " + argument;
            }
            return spec.parent() == null
                    ? "No such command: " + argument
                    : "No such command for " + spec.name() + ": " + argument;
        }
        String message = mistake.getMessage();
        int number = message.indexOf(NO_NUMBER);
        return "gatehouse: " + (number >= 0 ? message.substring(number) : message);
    }

    private static int failed(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean verbose = command.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .anyMatch(options -> options instanceof CommonOptions common && common.isVerbose());
        if (verbose) {
            err.print("Error: ");
            failure.printStackTrace(err);
            return FAILED;
        }
        err.println("Error: " + message(failure));
        err.println();
        err.println(HINT);
        return FAILED;
    }

    private static String message(Exception failure) {
        if (failure instanceof SettingsException settings) {
            List<String> errors = settings.errors();
            return String.join("\n       ", errors);
        }
        return failure instanceof CommandException ? failure.getMessage() : failure.toString();
    }
}
