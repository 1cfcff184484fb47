// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.util.List;

/** A configuration that nothing can run on; each line is one fault with its place. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(List<String> lines) {
    super(String.join("\n", lines));
  }

  ConfigException(String line, Throwable cause) {
    super(line, cause);
  }
}
