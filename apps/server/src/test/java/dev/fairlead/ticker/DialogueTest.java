// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Principal;
import dev.fairlead.tape.JsonFields;
import dev.fairlead.ticker.Dialogue.Entrance;
import dev.fairlead.ticker.Dialogue.Step;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialogues as tables: a message in, the answer out (facts 6.2). Single quotes will do. */
final class DialogueTest {
  private static final String AUTH = "{'action':'auth','key':'PKGOOD','secret':'s'}";
  private static final String NONE_OF_SHARES =
      "'trades':[],'quotes':[],'bars':[],'updatedBars':[],'dailyBars':[],'statuses':[],'lulds':[],"
          + "'imbalances':[],'corrections':[],'cancelErrors':[]";

  private static Dialogue dialogue(Feed.Kind kind) {
    return new Dialogue(kind, false, 5, DialogueTest::enter);
  }

  private static Entrance enter(String id, String secret) {
    return switch (id) {
      case "PKGOOD" -> new Entrance.Open(new Principal(id));
      case "PKFULL" -> new Entrance.Full();
      default -> new Entrance.Refused();
    };
  }

  private static Step step(Dialogue dialogue, String message) {
    byte[] json = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return dialogue.on(ClientMessage.ofJson(json));
  }

  private static String said(Dialogue dialogue, String message) {
    byte[] json = JsonFields.object(step(dialogue, message).notice()::write);
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }

  private static Dialogue authenticated(Feed.Kind kind) {
    Dialogue dialogue = dialogue(kind);
    assertThat(said(dialogue, AUTH)).isEqualTo("{'T':'success','msg':'authenticated'}");
    return dialogue;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'action':'auth','key':'PKBAD','secret':'s'} | 402 | auth failed | true",
        "{'action':'auth'} | 402 | auth failed | true",
        "{'action':'auth','key':'PKFULL','secret':'s'} | 406 | connection limit exceeded | true",
        "{'action':'subscribe','trades':['AAPL']} | 401 | not authenticated | false",
        "{'action':'unsubscribe','trades':['AAPL']} | 401 | not authenticated | false",
        "{'action':'dance'} | 400 | invalid syntax | false",
        "{} | 400 | invalid syntax | false",
        "[] | 400 | invalid syntax | false",
        "null | 400 | invalid syntax | false",
        "not json | 400 | invalid syntax | false",
        "{'action':1} | 400 | invalid syntax | false"
      })
  void beforeItIsKnownWhoItIs(String message, int code, String text, boolean ends) {
    Dialogue dialogue = dialogue(Feed.Kind.SHARES);
    assertThat(said(dialogue, message))
        .isEqualTo("{'T':'error','code':" + code + ",'msg':'" + text + "'}");
    assertThat(step(dialogue(Feed.Kind.SHARES), message).ends()).isEqualTo(ends);
    assertThat(dialogue.principal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        AUTH + " | 403 | already authenticated",
        "{'action':'auth','key':'PKBAD','secret':'s'} | 403 | already authenticated",
        "{'action':'subscribe','orderbooks':['AA']} | 410 | invalid subscribe action for this feed",
        "{'action':'subscribe','news':['*']} | 410 | invalid subscribe action for this feed",
        "{'action':'subscribe','trades':'AAPL'} | 400 | invalid syntax",
        "{'action':'subscribe','trades':[1]} | 400 | invalid syntax",
        "{'action':'subscribe','trades':['aapl']} | 400 | invalid syntax",
        "{'action':'subscribe','trades':['']} | 400 | invalid syntax",
        "{'action':'subscribe','quotes':['A','B','C','D','E','F']} | 405 | symbol limit exceeded",
        "{'action':'subscribe','quotes':['A','B','C'],'bars':['A','B','C']} | 405 | symbol limit"
            + " exceeded",
        "{'action':'subscribe','corrections':['A','B','C','D','E','F']} | 405 | symbol limit"
            + " exceeded"
      })
  void whatIsRefusedLeavesEverythingAsItIs(String message, int code, String text) {
    Dialogue dialogue = authenticated(Feed.Kind.SHARES);
    said(dialogue, "{'action':'subscribe','trades':['AAPL']}");
    Subscriptions before = dialogue.subscriptions();
    assertThat(said(dialogue, message))
        .isEqualTo("{'T':'error','code':" + code + ",'msg':'" + text + "'}");
    assertThat(step(dialogue, message).ends()).isFalse();
    assertThat(dialogue.subscriptions()).isSameAs(before);
  }

  @Test
  void everyAnswerHasAllThatIsSubscribedToNow() {
    Dialogue dialogue = authenticated(Feed.Kind.SHARES);
    assertThat(
            said(
                dialogue, "{'action':'subscribe','trades':['AAPL'],'quotes':['AMD'],'bars':['*']}"))
        .isEqualTo(
            "{'T':'subscription','trades':['AAPL'],'quotes':['AMD'],'bars':['*'],'updatedBars':[],"
                + "'dailyBars':[],'statuses':[],'lulds':[],'imbalances':[],'corrections':['AAPL'],"
                + "'cancelErrors':['AAPL']}");
    assertThat(said(dialogue, "{'action':'subscribe','quotes':['AMD','IBM']}"))
        .contains("'trades':['AAPL'],'quotes':['AMD','IBM'],'bars':['*']");
    assertThat(
            said(
                dialogue,
                "{'action':'unsubscribe','trades':['AAPL','ZZZ'],'quotes':['AMD'],'bars':['*']}"))
        .isEqualTo(
            "{'T':'subscription',"
                + NONE_OF_SHARES.replace("'quotes':[]", "'quotes':['IBM']")
                + "}");
    assertThat(said(dialogue, "{'action':'unsubscribe','quotes':['IBM']}"))
        .isEqualTo("{'T':'subscription'," + NONE_OF_SHARES + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'subscribe'}",
        "{'action':'subscribe','trades':null,'quotes':null}",
        "{'action':'subscribe','trades':[]}",
        "{'action':'subscribe','orderbooks':[]}",
        "{'trades':[],'whatever':{'a':1},'action':'subscribe'}"
      })
  void whatAsksForNothingIsAnsweredWithWhatThereIs(String message) {
    assertThat(said(authenticated(Feed.Kind.SHARES), message))
        .isEqualTo("{'T':'subscription'," + NONE_OF_SHARES + "}");
  }

  @Test
  void whatComesWithTradesIsNotCountedAgainstTheLimit() {
    Dialogue dialogue = authenticated(Feed.Kind.SHARES);
    assertThat(said(dialogue, "{'action':'subscribe','trades':['A','B','C']}"))
        .contains("'corrections':['A','B','C']");
    assertThat(said(dialogue, "{'action':'subscribe','trades':['D','E']}"))
        .contains("'trades':['A','B','C','D','E']");
    assertThat(said(dialogue, "{'action':'subscribe','trades':['F']}")).contains("405");
  }

  @Test
  void pairsHaveOrderBooksAndNoStatuses() {
    Dialogue dialogue = authenticated(Feed.Kind.PAIRS);
    assertThat(
            said(dialogue, "{'action':'subscribe','trades':['BTC/USD'],'orderbooks':['BTC/USD']}"))
        .isEqualTo(
            "{'T':'subscription','trades':['BTC/USD'],'quotes':[],'bars':[],'updatedBars':[],"
                + "'dailyBars':[],'orderbooks':['BTC/USD']}");
    assertThat(said(dialogue, "{'action':'subscribe','statuses':['BTC/USD']}")).contains("410");
  }

  @Test
  void optionsArePackedOnlyAndHaveNoStarForQuotes() {
    Dialogue json = authenticated(Feed.Kind.OPTIONS);
    assertThat(said(json, "{'action':'subscribe','trades':['AAPL240119C00100000']}"))
        .contains("'code':412");
    Dialogue packed = new Dialogue(Feed.Kind.OPTIONS, true, 5, DialogueTest::enter);
    said(packed, AUTH);
    assertThat(said(packed, "{'action':'subscribe','quotes':['*']}")).contains("'code':413");
    assertThat(said(packed, "{'action':'subscribe','trades':['*']}"))
        .isEqualTo("{'T':'subscription','trades':['*'],'quotes':[]}");
  }

  @Test
  void newsHasNewsAlone() {
    assertThat(said(authenticated(Feed.Kind.NEWS), "{'action':'subscribe','news':['*']}"))
        .isEqualTo("{'T':'subscription','news':['*']}");
    assertThat(said(authenticated(Feed.Kind.NEWS), "{'action':'subscribe','bars':['*']}"))
        .contains("410");
  }

  @ParameterizedTest
  @EnumSource
  void everyProblemIsInAlpacasFamily(Problem problem) {
    assertThat(problem.code()).isBetween(400, 500);
    assertThat(problem.text()).isNotBlank();
  }

  @Test
  void deepNestingIsASyntaxError() {
    String deep = IntStream.range(0, 100).mapToObj(_ -> "[").collect(Collectors.joining());
    assertThat(said(authenticated(Feed.Kind.SHARES), deep)).contains("400");
  }
}
