package org.cycleat.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesReaderTest {
  @TempDir Path folder;

  private Rules read(String yaml) throws IOException {
    return RulesReader.read(Files.writeString(folder.resolve("r.yaml"), yaml));
  }

  @Test
  void theFirstRuleThatFitsTheWholeNameCounts() throws IOException {
    Rules rules =
        read(
            """
            # a comment
            - skip: aux/.*
            - from: ([a-z]+)/W
              to: $1/kernel
              transpose: [1, 0]
            - {from: '.*', to: other}
            """);
    assertEquals(Optional.empty(), rules.of("aux/W").orElseThrow().target("aux/W"));
    Rules.Rule second = rules.of("conv/W").orElseThrow();
    assertEquals(Optional.of("conv/kernel"), second.target("conv/W"));
    assertEquals(List.of(1, 0), second.transpose());
    assertTrue(second.origin().endsWith("r.yaml:3"), second.origin());
    assertEquals(Optional.of("other"), rules.of("x/conv/W").orElseThrow().target("x/conv/W"));
  }

  @Test
  void anEmptyFileHasNoRules() throws IOException {
    assertEquals(List.of(), read("").rules());
    assertEquals(List.of(), read("# none\n").rules());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from: a | 1: no list of rules (",
        "- a | 1: a rule is a `key: value` mapping (",
        "- {from: a} | 1: a rule needs from and to, or skip (",
        "- {to: a} | 1: a rule needs from and to, or skip (",
        "- {skip: a, to: b} | 1: skip stands alone in a rule (",
        "- {skip: a, transpose: [0]} | 1: skip stands alone in a rule (",
        "- {from: a, too: b} | 1: unknown key too (",
        "- {from: a, from: b, to: c} | 1: ",
        "- {from: [a], to: b} | 1: from must be text (",
        "- {from: '', to: b} | 1: from must be text (",
        "- {from: 'a(', to: b} | 1: no regular expression (",
        "- {from: 'a', to: b$1} | 1: wrong replacement b$1 (",
        "- {from: 'a', to: 'b$'} | 1: wrong replacement b$ (",
        "- {from: a, to: b, transpose: [0, 0]} | 1: transpose must name each axis once",
        "- {from: a, to: b, transpose: [1, 2]} | 1: transpose must name each axis once",
        "- {from: a, to: b, transpose: [0, x]} | 1: transpose must name each axis once",
        "- {from: a, to: b, transpose: []} | 1: transpose must name each axis once",
        "- {from: a, to: b, transpose: 0} | 1: transpose must name each axis once",
        "- {skip: a}~- {skip: } | 2: skip must be text (",
        "- {skip: a}~- {skip: b | 2: no valid YAML ("
      })
  void aWrongRuleIsRefusedWithItsLine(String yaml, String expected) {
    String[] parts = expected.split(": ", 2);
    String found =
        assertThrows(UserException.class, () -> read(yaml.replace('~', '\n'))).getMessage();
    assertTrue(found.startsWith(parts.length > 1 ? parts[1] : ""), found);
    assertTrue(found.matches(".*r\\.yaml:[" + parts[0].charAt(0) + "3].*"), found);
  }

  @Test
  void aMissingFileIsNamed() {
    Path none = folder.resolve("none.yaml");
    String found = assertThrows(UserException.class, () -> RulesReader.read(none)).getMessage();
    assertTrue(found.startsWith("no rules at " + none + " (--map): expected"), found);
  }
}
