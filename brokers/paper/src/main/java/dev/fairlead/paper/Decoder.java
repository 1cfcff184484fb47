// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.SendResult;
import dev.fairlead.venue.Receipt;
import dev.fairlead.venue.VenueReport;

/** The venue's words in ours. Pure. */
final class Decoder {
  private Decoder() {}

  static SendResult result(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken(String brokerOrderId) -> new SendResult.Accepted(brokerOrderId);
      case Receipt.Refused(String code, String reason) -> new SendResult.Refused(code, reason);
    };
  }

  static OrderReport report(BrokerAccount account, VenueReport report) {
    return new OrderReport(account, report.placement(), report.news());
  }

  /** The broker's name for a placement, as the answer to a query tells it; empty if unknown. */
  static String brokerOrderId(OrderNews found) {
    return found instanceof OrderNews.Found known ? known.brokerOrderId() : "";
  }
}
