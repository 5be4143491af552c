package io.reprise.reports;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Fills the pages' templates; texts are escaped, numbers look alike under every locale. */
final class Templates {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Configuration CONFIGURATION = configuration();

  private Templates() {}

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(Templates.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  static String fill(String template, Map<String, Object> model) {
    StringWriter page = new StringWriter();
    try {
      CONFIGURATION.getTemplate(template).process(model, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException(template + ": " + e.getMessage(), e);
    }
    return page.toString();
  }

  /** A point in time, as ISO 8601 writes it, to the minute. */
  static String minute(String time) {
    return time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ');
  }

  /** A point in time for people. */
  static String date(Instant time) {
    return DATE.format(time);
  }
}
