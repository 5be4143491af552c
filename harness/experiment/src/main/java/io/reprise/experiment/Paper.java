package io.reprise.experiment;

/**
 * A published paper.
 *
 * @param id its arXiv id, which is also its module's folder
 * @param code where its authors published their code, or an empty text
 */
public record Paper(String id, String title, String venue, String code) {
  /** The paper's page on arXiv. */
  public String url() {
    return "https://arxiv.org/abs/" + id;
  }
}
