package io.reprise.experiment;

import java.util.function.Function;

/**
 * A falsifiable statement of the paper.
 *
 * @param id short, unique in the experiment
 * @param statement what is claimed
 * @param margin what has to come out for {@link Verdict#REPRODUCED}, fixed before results are seen
 * @param judge looks at the evidence
 */
public record Claim(
    String id, String statement, String margin, Function<Evidence, Finding> judge) {}
