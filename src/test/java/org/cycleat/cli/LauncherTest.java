package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout whose Maven and Java only write down how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>maven.log
      [ ! -e broken ] || exit 1
      mkdir -p target/lib target/classes/org/cycleat/cli
      [ -e target/cycleat.jar ] || touch target/cycleat.jar
      profiles=
      for a in "$@"; do case $a in -P*) profiles=${a#-P} ;; esac; done
      echo "profiles=$profiles," >target/classes/org/cycleat/version.properties
      echo "noise of the build"
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025' >&2; exit 0; fi
      echo "level ${TF_CPP_MIN_LOG_LEVEL-unset}"
      echo "oneDNN ${TF_ENABLE_ONEDNN_OPTS-unset}"
      echo "locale ${LC_ALL-unset}"
      echo "folder $(pwd)"
      for a in "$@"; do echo "<$a>"; done
      exit 7
      """;

  private record Outcome(int code, String out, String err) {}

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Path workingFolder;

  @BeforeEach
  void makeCheckout() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectories(folder.resolve("check out"));
    workingFolder = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(home.resolve("src/main/java"));
    Files.writeString(home.resolve("src/main/java/A.java"), "");
    Files.writeString(home.resolve("pom.xml"), "");
    executable(home.resolve("cycleat"), Files.readString(Path.of("cycleat")));
    Path start = Path.of("src/main/sh/start.sh");
    Files.createDirectories(home.resolve(start).getParent());
    Files.copy(start, home.resolve(start));
    executable(home.resolve("mvnw"), MAVEN);
    makeJava("17.0.2");
  }

  private void makeJava(String version) throws IOException {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    executable(java, JAVA.formatted(version));
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Outcome launch(String... args) throws IOException, InterruptedException {
    return launch(home.resolve("cycleat"), args);
  }

  private Outcome launch(Path launcher, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    var builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    List.of(
            "JAVA_OPTS",
            "CYCLEAT_PROFILES",
            "CYCLEAT_CACHE",
            "TF_CPP_MIN_LOG_LEVEL",
            "TF_ENABLE_ONEDNN_OPTS")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  private List<String> builds() throws IOException {
    Path log = home.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
  }

  private static void makeNewer(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static void makeOlder(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  @Test
  void buildsOnceAndKeepsTheBuildOutOfTheOutput() throws Exception {
    Outcome first = launch("--help");
    assertEquals(
        """
        cycleat: building, which downloads the libraries if they are not here yet
        noise of the build
        """,
        first.err());
    assertTrue(first.out().startsWith("level 3\n"), first.out());
    Outcome second = launch("--help");
    assertEquals("", second.err());
    assertEquals(first.out(), second.out());
    assertEquals(List.of("-q -B -DskipTests package"), builds());
  }

  @Test
  void passesArgumentsFolderAndExitCodeOn() throws Exception {
    environment.put("JAVA_OPTS", "-Xmx8g -Da=*");
    Outcome outcome = launch("train", "a b", "", "*", "--set=x=\"y\"");
    assertEquals(7, outcome.code());
    assertTrue(outcome.out().contains("folder " + workingFolder + "\n"), outcome.out());
    String jar = home.resolve("target/cycleat.jar").toString();
    String expected =
        """
        <-Xmx8g>
        <-Da=*>
        <-cp>
        <%s>
        <org.cycleat.cli.Main>
        <train>
        <a b>
        <>
        <*>
        <--set=x="y">
        """;
    assertTrue(outcome.out().endsWith(expected.formatted(jar)), outcome.out());
  }

  @Test
  void buildsAgainWhenASourceIsNewerButOnlyOnce() throws Exception {
    launch();
    makeOlder(home.resolve("target/cycleat.jar")); // which Maven leaves as old as it is
    assertEquals(2, buildsAfter());
    assertEquals(2, buildsAfter());
    makeNewer(home.resolve("pom.xml"));
    assertEquals(3, buildsAfter());
    makeOlder(home.resolve("pom.xml"));
    makeNewer(home.resolve("src/main/java")); // as when a file in it is removed
    assertEquals(4, buildsAfter());
  }

  private int buildsAfter() throws Exception {
    launch();
    return builds().size();
  }

  @Test
  void aFailedBuildIsSaidAndTriedAgain() throws Exception {
    Files.createFile(home.resolve("broken"));
    Outcome failed = launch();
    assertEquals(1, failed.code());
    assertTrue(failed.err().contains("cycleat: the build failed"), failed.err());
    assertEquals("", failed.out());
    Files.delete(home.resolve("broken"));
    assertEquals(7, launch().code());
  }

  @Test
  void buildsWithTheProfilesOfTheEnvironment() throws Exception {
    launch();
    environment.put("CYCLEAT_PROFILES", "cuda-redist,gpu");
    launch();
    environment.put("CYCLEAT_PROFILES", "gpu,cuda-redist");
    launch();
    environment.remove("CYCLEAT_PROFILES");
    launch();
    makeOlder(home.resolve("target/cycleat.jar"));
    launch();
    environment.put("CYCLEAT_PROFILES", "");
    launch();
    assertEquals(
        List.of(
            "-q -B -DskipTests package",
            "-q -B -DskipTests -Pcuda-redist,gpu package",
            "-q -B -DskipTests -Pcuda-redist,gpu package",
            "-q -B -DskipTests package"),
        builds());
  }

  @Test
  void refusesAnUnknownProfile() throws Exception {
    environment.put("CYCLEAT_PROFILES", "gpu,cuda");
    assertFails("unknown profile cuda (CYCLEAT_PROFILES): expected gpu, cuda-redist or both");
  }

  @Test
  void silencesTensorFlowUnlessAskedNotTo() throws Exception {
    String quiet = launch("a").out();
    assertTrue(quiet.startsWith("level 3\n"), quiet);
    assertTrue(quiet.contains("<-Dcycleat.stderr=8>\n<-Dcycleat.null=9>\n"), quiet);
    String verbose = launch("a", "--verbose").out();
    assertTrue(verbose.startsWith("level unset\n"), verbose);
    assertFalse(verbose.contains("-Dcycleat"), verbose);
    environment.put("TF_CPP_MIN_LOG_LEVEL", "1");
    assertTrue(launch("a").out().startsWith("level 1\n"));
  }

  @Test
  void onlyRecognitionStartsWithoutTheSecondCompiler() throws Exception {
    environment.put("JAVA_OPTS", "-XX:TieredStopAtLevel=4");
    String recognize = launch("recognize", "a.jpg").out();
    assertTrue(
        recognize.matches("(?s).*<-XX:TieredStopAtLevel=1>.*<-XX:TieredStopAtLevel=4>.*"),
        recognize);
    environment.remove("JAVA_OPTS");
    assertFalse(launch("render", "recognize").out().contains("Tiered"));
  }

  @Test
  void takesTheFasterKernelsUnlessTold() throws Exception {
    assertTrue(launch("a").out().contains("\noneDNN 1\n"));
    environment.put("TF_ENABLE_ONEDNN_OPTS", "0");
    assertTrue(launch("a").out().contains("\noneDNN 0\n"));
  }

  @Test
  void takesALocaleThatIsThereAndHasUtf8WhateverIsNamed() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    // a machine that has two locales in UTF-8, and one in Latin 1
    executable(
        tools.resolve("locale"),
        """
        #!/bin/sh
        case $LC_ALL in
          C.UTF-8 | sv_SE.UTF-8) [ -e no.$LC_ALL ] && echo ANSI_X3.4-1968 || echo UTF-8 ;;
          de_DE) echo ISO-8859-1 ;;
          *) echo "locale: Cannot set LC_ALL" >&2; echo ANSI_X3.4-1968 ;;
        esac
        """);
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
    for (String named : List.of("en_US.UTF-8", "de_DE", "sv_SE.UTF-8", "POSIX", "", "no such*")) {
      environment.put("LC_ALL", named);
      assertTrue(launch("a").out().contains("\nlocale C.UTF-8\n"), named);
    }
    // an older system without C.UTF-8 has that of its user
    Files.createFile(workingFolder.resolve("no.C.UTF-8"));
    environment.put("LC_ALL", "");
    environment.put("LC_CTYPE", "sv_SE.UTF-8");
    assertTrue(launch("a").out().contains("\nlocale sv_SE.UTF-8\n"));
    environment.put("LC_CTYPE", "POSIX");
    assertTrue(launch("a").out().contains("\nlocale C.UTF-8\n"));
  }

  @Test
  void unpacksNativesWhereItIsTold() throws Exception {
    assertFalse(launch("a").out().contains("cachedir"));
    environment.put("CYCLEAT_CACHE", "/big disk/*");
    environment.put("JAVA_OPTS", "-Da=b");
    String out = launch("a").out();
    assertTrue(
        out.contains("<-Da=b>\n<-Dorg.bytedeco.javacpp.cachedir=/big disk/*/javacpp>\n<-cp>\n"),
        out);
  }

  @Test
  void isFoundThroughLinksFromAnywhere() throws Exception {
    Path links = Files.createDirectories(folder.resolve("bin"));
    Path relative = links.resolve("relative");
    Files.createSymbolicLink(relative, Path.of("../check out/cycleat"));
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), relative);
    assertEquals(7, launch(absolute, "--help").code());
    assertEquals(1, builds().size());
  }

  @Test
  void saysWhenJavaIsMissingOrOld() throws Exception {
    makeJava("11.0.3");
    Path java = folder.resolve("jdk/bin/java");
    assertFails(java + " is Java 11.0.3: expected 17 or newer; set JAVA_HOME to one");
    makeJava("1.8.0_292");
    assertFails(java + " is Java 1.8.0: expected 17 or newer; set JAVA_HOME to one");
    environment.put("JAVA_HOME", "/no/jdk");
    assertFails(
        "no java at /no/jdk/bin/java (JAVA_HOME): set JAVA_HOME to a JDK, version 17 or newer");
    environment.put("JAVA_HOME", "");
    environment.put("PATH", pathWithoutJava());
    assertFails("no java on the PATH: install a JDK, version 17 or newer, or set JAVA_HOME");
    assertEquals(List.of(), builds());
  }

  private String pathWithoutJava() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    return tools.toString();
  }

  private void assertFails(String line) throws Exception {
    Outcome outcome = launch("--help");
    assertEquals("cycleat: " + line + "\n", outcome.err());
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
  }
}
