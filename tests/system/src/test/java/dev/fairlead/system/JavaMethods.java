// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods of a source file, as the compiler's own parser sees them. */
final class JavaMethods {
  private static final JavaCompiler COMPILER =
      Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());

  /** One for all files: to make it takes longer than to read most of them. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(_ -> {}, null, null);

  private JavaMethods() {}

  /** A method or constructor: its name, and its first and last line, without its Javadoc. */
  record Extent(String name, int firstLine, int lastLine) {
    int lines() {
      return lastLine - firstLine + 1;
    }
  }

  static List<Extent> in(String source) {
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(
                null, FILES, _ -> {}, List.of("-proc:none"), null, List.of(file(source)));
    try {
      List<Extent> extents = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodScanner(unit, Trees.instance(task).getSourcePositions()).scan(unit, extents);
      }
      return extents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject file(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static final class MethodScanner extends TreeScanner<@Nullable Void, List<Extent>> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    MethodScanner(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, List<Extent> extents) {
      String name = method.getName().toString();
      int firstLine = line(positions.getStartPosition(unit, method));
      int lastLine = line(positions.getEndPosition(unit, method));
      extents.add(new Extent(name, firstLine, lastLine));
      return super.visitMethod(method, extents);
    }

    private int line(long position) {
      return Math.toIntExact(unit.getLineMap().getLineNumber(position));
    }
  }
}
