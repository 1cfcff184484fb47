// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.brokers.BrokersException;
import dev.fairlead.client.GatewayException;
import dev.fairlead.config.ConfigException;
import dev.fairlead.config.Nearest;
import dev.fairlead.journal.JournalException;
import dev.fairlead.keys.KeysException;
import dev.fairlead.launch.StartException;
import dev.fairlead.secrets.SecretsException;
import dev.fairlead.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever stopped a command into lines for a person and an exit code for a script. */
final class Errors {
  private final Root root;

  Errors(Root root) {
    this.root = root;
  }

  /** The command line was wrong. */
  int onParameter(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    say(sentence(wrong));
    say("see `" + command.getCommandSpec().qualifiedName() + " --help`");
    return ExitCode.USAGE.number();
  }

  /** The command failed. */
  int onFailure(Exception failure) {
    if (root.isVerbose()) {
      failure.printStackTrace(root.err());
    }
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case CommandFailure known -> end(known.exitCode(), message);
      case ConfigException _ -> end(ExitCode.CONFIG, message);
      case GatewayException unreachable -> end(code(unreachable.category()), message);
      case JournalException journal -> end(code(journal.category()), message);
      case StartException start -> end(code(start.category()), message);
      case KeysException keys -> end(code(keys.category()), message);
      case SecretsException secrets -> end(code(secrets.category()), message);
      case BrokersException brokers -> end(code(brokers.category()), message);
      case StoreException _ -> end(ExitCode.STORAGE_FAILED, message);
      default -> {
        String hint = root.isVerbose() ? "" : " (a bug; --verbose shows where)";
        yield end(ExitCode.BUG, failure.getClass().getSimpleName() + ": " + message + hint);
      }
    };
  }

  static ExitCode code(GatewayException.Category category) {
    return switch (category) {
      case NOT_RUNNING -> ExitCode.NOT_RUNNING;
      case NO_KEY -> ExitCode.NO_KEY;
      case NO_ANSWER -> ExitCode.NO_ANSWER;
    };
  }

  static ExitCode code(JournalException.Category category) {
    return switch (category) {
      case LOCKED -> ExitCode.LOCKED;
      case NOT_WRITABLE -> ExitCode.NOT_WRITABLE;
      case DISK_FULL -> ExitCode.DISK_FULL;
      case DAMAGED -> ExitCode.DAMAGED;
      case TOO_NEW -> ExitCode.TOO_NEW;
      case FAILED -> ExitCode.STORAGE_FAILED;
    };
  }

  static ExitCode code(StartException.Category category) {
    return switch (category) {
      case PORT_TAKEN -> ExitCode.PORT_TAKEN;
      case LOCKED -> ExitCode.LOCKED;
      case NOT_WRITABLE -> ExitCode.NOT_WRITABLE;
      case DISK_FULL -> ExitCode.DISK_FULL;
      case DAMAGED -> ExitCode.DAMAGED;
      case TOO_NEW -> ExitCode.TOO_NEW;
      case STORAGE_FAILED -> ExitCode.STORAGE_FAILED;
      case NO_MARKET -> ExitCode.NO_MARKET;
      case ACCOUNT_REFUSED -> ExitCode.ACCOUNT_REFUSED;
      case BROKER_DOWN -> ExitCode.BROKER_DOWN;
    };
  }

  static ExitCode code(SecretsException.Category category) {
    return switch (category) {
      case LOCKED, WRONG_KEY, UNKNOWN_ACCOUNT, TOO_OPEN, NOT_READABLE, DAMAGED ->
          ExitCode.BROKER_KEYS;
      case NOT_WRITABLE -> ExitCode.NOT_WRITABLE;
      case TOO_NEW -> ExitCode.TOO_NEW;
      case BUSY -> ExitCode.REFUSED;
    };
  }

  static ExitCode code(BrokersException.Category category) {
    return switch (category) {
      case CONFIG -> ExitCode.CONFIG;
      case NO_KEY -> ExitCode.BROKER_KEYS;
      case ENVIRONMENT -> ExitCode.ENVIRONMENT;
      case NOT_WRITABLE -> ExitCode.NOT_WRITABLE;
    };
  }

  static ExitCode code(KeysException.Category category) {
    return switch (category) {
      case NOT_READABLE, NOT_WRITABLE -> ExitCode.NOT_WRITABLE;
      case DAMAGED -> ExitCode.STORAGE_FAILED;
    };
  }

  private int end(ExitCode code, String message) {
    message.lines().forEach(this::say);
    return code.number();
  }

  private void say(String line) {
    root.err().println("fairlead: " + line);
    root.err().flush();
  }

  private static String sentence(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(wrong.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst();
    var spec = unmatched.getCommandLine().getCommandSpec();
    if (word.startsWith("-")) {
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "unknown option '" + name + "'" + Nearest.hint(name, spec.optionsMap().keySet());
    }
    List<String> commands = new ArrayList<>(spec.subcommands().keySet());
    if (commands.isEmpty() && spec.qualifiedName().contains(" " + SecretsCommand.NAME + " ")) {
      return SecretsCommand.NOT_AN_ARGUMENT;
    }
    return commands.isEmpty()
        ? "'" + word + "' is one argument too many"
        : "unknown command '" + word + "'" + Nearest.hint(word, commands);
  }
}
