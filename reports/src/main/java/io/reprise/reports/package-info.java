/** From a run's evidence to the comparison report: console, CSV, Markdown and one HTML page. */
package io.reprise.reports;
