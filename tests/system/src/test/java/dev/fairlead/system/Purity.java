// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What pure code must not do: read a clock, draw a random number, start or guard against a thread,
 * touch the outside, or let the machine's settings or an unordered collection decide anything.
 */
final class Purity {
  /** Packages open to pure code; of these, the types and members below are not. */
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.security",
          "java.time",
          "java.time.format",
          "java.time.temporal",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "org.jspecify.annotations");

  private static final Pattern TYPES =
      Pattern.compile(
          """
          java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal|ThreadGroup|ScopedValue|Runtime\
          |Process.*|System\\$Logger.*|ClassLoader|StackWalker|StringBuffer)\
          |java\\.time\\.(Clock|InstantSource)\
          |java\\.security\\.SecureRandom\
          |java\\.util\\.(Random|SplittableRandom|Timer|TimerTask|Scanner|ServiceLoader|Date\
          |Calendar|TimeZone|ResourceBundle|IdentityHashMap|WeakHashMap|Hashtable|Vector)\
          """);

  /** Members of open types, each as {@code type.name(parameter types)}. */
  private static final Pattern MEMBERS =
      Pattern.compile(
          """
          java\\.lang\\.System\\.(?!arraycopy\\().*\
          |java\\.lang\\.(Math|StrictMath)\\.random\\(.*\
          |java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*\
          |java\\.lang\\.(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)\\(.*\
          |java\\.lang\\.String\\.format\\(java\\.lang\\.String,.*\
          |java\\.lang\\.String\\.formatted\\(.*\
          |java\\.lang\\.String\\.(toUpperCase|toLowerCase|getBytes)\\(\\)\
          |java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)\
          |java\\.nio\\.charset\\.Charset\\.defaultCharset\\(.*\
          |java\\.time\\.\\w+\\.(now|systemDefault)\\(.*\
          |java\\.util\\.Locale\\.getDefault\\(.*\
          |java\\.util\\.UUID\\.randomUUID\\(.*\
          |java\\.util\\.Collections\\.(shuffle|synchronized\\w+)\\(.*\
          |java\\.util\\.\\w+\\.parallelStream\\(.*\
          |java\\.util\\.stream\\.\\w+\\.parallel\\(.*\
          """);

  /** Readings of the machine's clock; everybody but main asks the {@code InstantSource} it got. */
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          """
          java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)\
          |java\\.time\\.Clock\\.(system|tick(?!\\(java\\.time\\.Clock))\\w*\\(.*\
          |java\\.lang\\.System\\.currentTimeMillis\\(\\)\
          |java\\.util\\.Date\\.<init>\\(\\)\
          """);

  /** What has no order of its own; that of {@code Set.of} even changes from run to run. */
  private static final Pattern UNORDERED =
      Pattern.compile(
          """
          java\\.util\\.(HashMap|HashSet)\\.<init>\\(.*\
          |java\\.util\\.(HashMap|HashSet)\\.new(HashMap|HashSet)\\(.*\
          |java\\.util\\.(Map|Set)\\.(of|ofEntries|copyOf)\\(.*\
          |java\\.util\\.stream\\.Collectors\\.(toSet|toMap|groupingBy|toUnmodifiable(Set|Map))\\(\
          (?!.*java\\.util\\.function\\.Supplier).*\
          """);

  private static final Set<String> FLOATING =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double");

  private Purity() {}

  /** Everything in the class that is not pure, a line each, in order. */
  static Set<String> breaches(JavaClass type) {
    Set<String> breaches = new TreeSet<>();
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (isClosed(target)) {
        breaches.add(type.getName() + " uses " + target.getName());
      }
    }
    breaches.addAll(accesses(type, MEMBERS));
    for (JavaMember member : type.getMembers()) {
      boolean isVolatile =
          member instanceof JavaField && member.getModifiers().contains(JavaModifier.VOLATILE);
      if (isVolatile || member.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
        breaches.add(member.getFullName() + " guards against other threads");
      }
    }
    return breaches;
  }

  /** Uses of collections without an order. */
  static Set<String> unordered(JavaClass type) {
    return accesses(type, UNORDERED);
  }

  /** Readings of the machine's clock. */
  static Set<String> wallClock(JavaClass type) {
    return accesses(type, WALL_CLOCK);
  }

  /** Binary floating point in fields, parameters and results. */
  static Set<String> floatingPoint(JavaClass type) {
    Set<String> found = new TreeSet<>();
    for (JavaField field : type.getFields()) {
      if (isFloating(field.getRawType())) {
        found.add(field.getFullName());
      }
    }
    for (JavaMethod method : type.getMethods()) {
      if (isFloating(method.getRawReturnType())
          || method.getRawParameterTypes().stream().anyMatch(Purity::isFloating)) {
        found.add(method.getFullName());
      }
    }
    return found;
  }

  private static Set<String> accesses(JavaClass type, Pattern members) {
    Set<String> found = new TreeSet<>();
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      String member = describe(access.getTarget());
      if (members.matcher(member).matches()) {
        found.add(access.getOrigin().getFullName() + " uses " + member);
      }
    }
    return found;
  }

  /** The member as the patterns above spell it. */
  private static String describe(AccessTarget target) {
    String name = target.getOwner().getName() + "." + target.getName();
    if (target instanceof AccessTarget.CodeUnitAccessTarget unit) {
      List<String> parameters =
          unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
      return name + "(" + String.join(", ", parameters) + ")";
    }
    return name;
  }

  private static boolean isClosed(JavaClass type) {
    if (type.isPrimitive() || type.getPackageName().startsWith("dev.fairlead")) {
      return false;
    }
    // Serializable comes along with lambdas and enums.
    boolean open =
        PACKAGES.contains(type.getPackageName()) || type.getName().equals("java.io.Serializable");
    return !open || TYPES.matcher(type.getName()).matches();
  }

  private static boolean isFloating(JavaClass type) {
    return FLOATING.contains(type.getBaseComponentType().getName());
  }
}
