// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import static dev.fairlead.model.AssetClass.CRYPTO;
import static dev.fairlead.model.AssetClass.EQUITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CapabilitiesTest {
  private static final List<Offer> OFFERS =
      List.of(
          Offer.usual(EQUITY, OrderType.MARKET, TimeInForce.DAY),
          Offer.usual(EQUITY, OrderType.LIMIT, TimeInForce.DAY),
          Offer.usual(EQUITY, OrderType.LIMIT, TimeInForce.GTC),
          Offer.usual(CRYPTO, OrderType.LIMIT, TimeInForce.GTC),
          Offer.usual(CRYPTO, OrderType.LIMIT, TimeInForce.IOC));

  @Test
  @DisplayName("I-04 offers read alike in whatever order they came")
  void offersReadAlike() {
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      List<Offer> shuffled = new ArrayList<>(OFFERS);
      Collections.shuffle(shuffled, random);
      assertThat(of(shuffled)).isEqualTo(of(OFFERS)).hasToString(of(OFFERS).toString());
      assertThat(of(shuffled).offers().list())
          .containsExactlyElementsOf(of(OFFERS).offers().list());
    }
  }

  @Test
  void takesWhatIsOfferedAndNothingElse() {
    Capabilities capabilities = of(OFFERS);
    assertThat(capabilities.offers().takes(EQUITY, OrderType.LIMIT, TimeInForce.GTC)).isTrue();
    assertThat(capabilities.offers().takes(EQUITY, OrderType.LIMIT, TimeInForce.IOC)).isFalse();
    assertThat(capabilities.offers().takes(CRYPTO, OrderType.MARKET, TimeInForce.DAY)).isFalse();
  }

  private static Capabilities of(List<Offer> offers) {
    return Capabilities.taking(Offers.of(offers));
  }
}
