package io.tributary.serve;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What everybody logs while something runs, from level INFO on. */
final class LoggedLines {

  private LoggedLines() {}

  static <T> T during(List<String> lines, Supplier<T> work) {
    List<String> safe = Collections.synchronizedList(lines);
    Logger root = (Logger) LogManager.getRootLogger();
    Level before = root.getLevel();
    List<Appender> others = List.copyOf(root.getAppenders().values());
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            safe.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    others.forEach(root::removeAppender);
    root.addAppender(appender);
    Configurator.setRootLevel(Level.INFO);
    try {
      return work.get();
    } finally {
      Configurator.setRootLevel(before);
      root.removeAppender(appender);
      others.forEach(root::addAppender);
    }
  }
}
