// SPDX-License-Identifier: Apache-2.0
/**
 * A far side that speaks Alpaca's trading API and its streams, for tests and benchmarks, on a free
 * port of this machine. {@link AlpacaPeer} is all of it. It keeps the truth ({@code PeerBook})
 * apart from what it tells of it, so that it can do what it was asked and lose the reply, tell news
 * twice or never, and cut a connection at any byte ({@link Cut}). It uses nothing of the adapter:
 * what it says follows Alpaca's documents.
 */
@NullMarked
package dev.fairlead.peer;

import org.jspecify.annotations.NullMarked;
