package io.reprise.experiment;

/**
 * A row of the table of costs.
 *
 * @param network as in {@code reported.csv}
 * @param setting which form of it
 * @param params trained numbers; NaN where a formula gives multiply-adds only
 * @param macs multiply-adds of convolutions for one image
 * @param paramsReduction share saved against the baseline setting; NaN if unknown
 * @param macsReduction share saved against the baseline setting
 */
public record Cost(
    String network,
    String setting,
    double params,
    double macs,
    double paramsReduction,
    double macsReduction) {}
