// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of several modules share: a journal in memory that can fail and lose its tail ({@link
 * MemoryJournal}), time that stands still until it is moved ({@link ManualTime}), a broker that
 * does what the test says ({@link ScriptedBroker}), one that writes down what it was sent ({@link
 * RecordingBroker}), sample nouns ({@link Samples}), what a listener heard ({@link Heard}) and the
 * one way to wait ({@link Await}).
 */
@NullMarked
package dev.fairlead.testkit;

import org.jspecify.annotations.NullMarked;
