// SPDX-License-Identifier: Apache-2.0
/**
 * What is in doubt (reliability section 3): a request about a placement that nobody can say the
 * outcome of ({@link Doubt}), what an operator says of it with a proof ({@link Resolution}), and
 * how far an account is believed when it says that it has not got something ({@link Trust}).
 */
@NullMarked
package dev.fairlead.doubt;

import org.jspecify.annotations.NullMarked;
