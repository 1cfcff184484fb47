// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.keys.Grant;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Fault;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client wrote about a key that it wants; all faults of it are told at once. */
final class KeyDraft {
  /** More symbols than this are no list that somebody has looked through. */
  static final int MAX_SYMBOLS = 500;

  private static final int MAX_DEPTH = 8;
  private static final Set<String> FIELDS = Set.of("scopes", "symbols", "account");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode said;
  private final List<Fault> faults = new ArrayList<>();

  private KeyDraft(JsonNode said) {
    this.said = said;
  }

  static KeyDraft read(byte[] json) {
    try {
      JsonNode said = JSON.readTree(json);
      if (said.isObject()) {
        return new KeyDraft(said);
      }
    } catch (JacksonException notJson) {
      // Told below, with the same words as JSON that is no object.
    }
    throw ApiError.malformed(
            "the body must be one JSON object, each field once, such as"
                + " {\"scopes\":[\"read\"],\"symbols\":[\"AAPL\"]}")
        .asException();
  }

  /**
   * What the key may do.
   *
   * @param accounts those that there are
   */
  Grant grant(List<BrokerAccount> accounts) {
    for (Map.Entry<String, JsonNode> field : said.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        fault(field.getKey(), text(field.getValue()), "unknown-field", "known are " + known());
      }
    }
    Set<Scope> scopes = scopes();
    List<Symbol> symbols = symbols();
    BrokerAccount account = account(accounts);
    if (!faults.isEmpty()) {
      throw refusal();
    }
    return Grant.of(scopes).trading(symbols).at(account);
  }

  private static String known() {
    return FIELDS.stream().sorted().collect(Collectors.joining(", "));
  }

  private ApiException refusal() {
    List<Fault> all = List.copyOf(faults);
    return ApiError.faults(422, ApiError.BAD_PARAMETER, all).named("INVALID_KEY").asException();
  }

  private Set<Scope> scopes() {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : texts("scopes")) {
      Optional<Scope> scope =
          EnumSet.allOf(Scope.class).stream().filter(each -> each.word().equals(word)).findFirst();
      scope.ifPresentOrElse(
          scopes::add, () -> fault("scopes", word, "word", "must be of " + Scope.words()));
    }
    if (scopes.isEmpty() && faults.stream().noneMatch(fault -> fault.field().equals("scopes"))) {
      fault("scopes", "", "required", "at least one of " + Scope.words());
    }
    return scopes;
  }

  private List<Symbol> symbols() {
    List<String> texts = texts("symbols");
    if (texts.size() > MAX_SYMBOLS) {
      fault("symbols", texts.size() + " symbols", "length", "at most " + MAX_SYMBOLS);
      return List.of();
    }
    List<Symbol> symbols = new ArrayList<>();
    for (String text : texts) {
      if (Symbol.isWellFormed(text)) {
        symbols.add(new Symbol(text));
      } else {
        fault("symbols", text, "symbol", "must be symbols such as AAPL and BTC/USD");
      }
    }
    return symbols;
  }

  private @Nullable BrokerAccount account(List<BrokerAccount> accounts) {
    JsonNode value = said.path("account");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    for (BrokerAccount account : accounts) {
      if (value.isString() && account.toString().equals(value.asString())) {
        return account;
      }
    }
    String there = accounts.stream().map(String::valueOf).collect(Collectors.joining(", "));
    fault("account", text(value), "unknown-account", "there is " + there);
    return null;
  }

  /** The texts of an array; whatever is no such is a fault. */
  private List<String> texts(String field) {
    JsonNode value = said.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (!value.isArray()) {
      fault(field, text(value), "type", "must be an array of texts");
    }
    for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
      if (item.isString()) {
        texts.add(item.asString());
      } else {
        fault(field, text(item), "type", "must be an array of texts");
      }
    }
    return texts;
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  private void fault(String field, String value, String rule, String limit) {
    faults.add(new Fault(field, value, rule, limit));
  }
}
