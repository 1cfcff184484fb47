// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded paper broker: orders trade against a made-up or a recorded market in this process.
 * {@link PaperBroker} opens links by a {@link PaperConfig}.
 *
 * <p>The roles that every adapter has are filled so: {@code PaperLink} is the Api, the venue being
 * called where others call a server; {@code Stream} brings reports to the listener in order; {@code
 * Decoder} puts the venue's words into ours; {@code Snapshots} takes up from what the book knows,
 * because this broker has no memory of its own. Missing are Auth, Endpoints, Wire and Encoder
 * (there is nobody to talk to), Symbols (the venue's names are ours) and Faults (a call cannot go
 * missing: every answer is definite, by the codes of {@link dev.fairlead.venue.Receipt.Refused}).
 * In their place {@code LeanFolder} and what it uses read recordings, and {@code PaperMarketData}
 * shows the market: {@code History} what has happened, {@code Feed} what happens.
 */
@NullMarked
package dev.fairlead.paper;

import org.jspecify.annotations.NullMarked;
